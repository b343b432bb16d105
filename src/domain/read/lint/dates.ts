import { localText } from '../time/stamps.ts';
import type { Check } from './case.ts';

/** The title's date belongs to another incident: a copied heading, or a slip. */
export const checkTitle: Check = ({ document, choice }) => {
  const { titleDay } = document;
  const day = choice.start?.stamp.isYearKnown ? choice.start.stamp.day : null;
  const title = document.lines.find(({ kind, level }) => kind === 'heading' && level === 1);
  const [stamp] = title ? (document.stamps[title.number - 1] ?? []) : [];
  if (
    stamp?.isDated &&
    stamp.isYearKnown &&
    titleDay !== null &&
    stamp.day !== null &&
    stamp.day !== titleDay
  ) {
    const there = localText({ ...stamp, day: titleDay, minuteOfDay: null });
    const message = `the title says ${localText({ ...stamp, minuteOfDay: null })}, the name of the file or issue ${there}`;
    return [{ code: 'date-conflict', line: stamp.line, message }];
  }
  if (
    !stamp?.isDated ||
    !stamp.isYearKnown ||
    stamp.day === null ||
    day == null ||
    Math.abs(stamp.day - day) <= 3
  )
    return [];
  const message = `the title says ${localText({ ...stamp, minuteOfDay: null })}, the impact began on ${localText({ ...stamp, day, minuteOfDay: null })}`;
  return [{ code: 'date-conflict', line: stamp.line, message }];
};

/** A start or an end without a date of its own, outside of the timeline, which tells it by itself. */
export const checkDates: Check = ({ choice, document }) => {
  const rows = new Set(document.entries.map(({ at }) => at));
  for (const role of ['start', 'end'] as const) {
    const stamp = choice[role]?.stamp;
    if (!stamp || rows.has(stamp) || (stamp.dayFrom !== 'anchor' && stamp.dayFrom !== null)) continue;
    const message =
      stamp.day === null
        ? `the ${role} has no date, and nothing in the text gives one`
        : `the ${role} has no date; ${localText({ ...stamp, minuteOfDay: null })} is what the document is about`;
    return [{ code: 'date-missing', line: stamp.line, message }];
  }
  return [];
};

/** The year stands nowhere beside the date: it is taken from elsewhere, or nobody knows it. */
export const checkYear: Check = ({ choice }) => {
  for (const role of ['start', 'end'] as const) {
    const stamp = choice[role]?.stamp;
    if (!stamp || stamp.mention.date === null || stamp.mention.date.year !== null || stamp.day === null)
      continue;
    const day = localText({ ...stamp, minuteOfDay: null });
    const message = stamp.isYearKnown
      ? `the ${role} gives no year; it is read as ${day}`
      : `the ${role} gives no year, and nothing in the text does`;
    return [{ code: 'date-missing', line: stamp.line, message }];
  }
  return [];
};
