import { durationText } from '../../wording.ts';
import { isSameLength } from '../time/minutes-between.ts';
import type { Check } from './case.ts';

/** The length that is claimed is neither that of the whole nor that of its windows together. */
export const checkDuration: Check = ({ minutes, downtimeMinutes, stated }) => {
  if (minutes === null || stated === null) return [];
  const fits = [minutes, downtimeMinutes ?? minutes].some((one) => isSameLength(one, stated.minutes));
  if (fits) return [];
  const message = `"${stated.text}" is said, but from start to end it is ${durationText(minutes)}`;
  return [{ code: 'duration-mismatch', line: stated.line, message }];
};
