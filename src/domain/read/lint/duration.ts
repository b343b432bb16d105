import { durationText } from '../../wording.ts';
import { type Check, toleranceMinutes } from './case.ts';

/** The length that is claimed is neither that of the whole nor that of its windows together. */
export const checkDuration: Check = ({ minutes, downtimeMinutes, stated }) => {
  if (minutes === null || stated === null) return [];
  const fits = [minutes, downtimeMinutes ?? minutes].some(
    (one) => Math.abs(one - stated.minutes) <= toleranceMinutes,
  );
  if (fits) return [];
  const message = `"${stated.text}" is said, but from start to end it is ${durationText(minutes)}`;
  return [{ code: 'duration-mismatch', line: stated.line, message }];
};
