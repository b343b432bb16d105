import { durationText } from '../../wording.ts';
import { minutesBetween } from '../time/minutes-between.ts';
import type { Check } from './case.ts';

/** The life of the ticket is not the impact: told where the document gives both and they lie far apart. */
export const checkTicket: Check = ({ candidates, minutes, choice }) => {
  const fields = candidates.filter(({ source }) => source.startsWith('field:'));
  const opened = fields.find(
    ({ role, source }) => role === 'start' && /opened|created|declared|raised/i.test(source),
  );
  const closed = fields.find(({ role, source }) => role === 'end' && /closed|resolved/i.test(source));
  if (!opened || !closed || minutes === null || opened === choice.start || closed === choice.end) return [];
  const life = minutesBetween(opened.stamp, closed.stamp);
  if (
    life === null ||
    life < 0 ||
    Math.abs(life - minutes) < 60 ||
    Math.max(life, minutes) < 2 * Math.min(life, minutes)
  )
    return [];
  const message = `the ticket was open for ${durationText(life)}, but the impact lasted ${durationText(minutes)}`;
  return [{ code: 'window-differs-from-ticket', line: opened.stamp.line, message }];
};
