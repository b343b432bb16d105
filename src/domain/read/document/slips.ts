import type { Finding } from '../reading.ts';
import type { Section } from '../text/sections.ts';
import type { Stamp } from '../time/stamps.ts';
import type { Seen } from './seen.ts';

/** Of rows of one list, the one whose date differs from its neighbours' in a single part is a slip of the pen. */
export function markDoubtful(
  seen: Seen[],
  sections: Section[],
  stamps: Stamp[][],
  findings: Finding[],
): void {
  let list: Stamp[] = [];
  let section: Section | undefined;
  const close = () => {
    for (const [index, stamp] of list.entries()) {
      if (!isSlip(list, index)) continue;
      stamp.isDoubtful = true;
      const message = 'this date stands apart from those around it';
      findings.push({ code: 'date-conflict', line: stamp.line, message });
    }
    list = [];
  };
  for (const [index, { line }] of seen.entries()) {
    if (line.kind === 'blank') continue;
    if (sections[index] !== section) {
      close();
      section = sections[index];
    }
    const first = stamps[index]?.[0];
    if (first?.isDated && first.isYearKnown && line.kind !== 'text' && first.minuteOfDay !== null)
      list.push(first);
  }
  close();
}

function isSlip(list: Stamp[], index: number): boolean {
  const day = list[index]?.day;
  const before = list[index - 1]?.day;
  const after = list[index + 1]?.day;
  if (day == null || list.length < 3) return false;
  if (before != null && after != null) {
    return (
      Math.abs(after - before) <= 2 &&
      (day < before || day > after) &&
      Math.abs(day - before) > 5 &&
      differsInOne(day, before)
    );
  }
  const beside = before ?? after;
  const beyond = before != null ? list[index - 2]?.day : list[index + 2]?.day;
  if (beside == null || beyond == null || Math.abs(beside - beyond) > 2) return false;
  const isBackwards = before != null ? day < before : after != null && day > after;
  return (
    Math.abs(day - beside) > 5 && differsInOne(day, beside) && (isBackwards || Math.abs(day - beside) > 27)
  );
}

function differsInOne(a: number, b: number): boolean {
  const one = new Date(a * 86_400_000).toISOString().slice(0, 10).split('-');
  const two = new Date(b * 86_400_000).toISOString().slice(0, 10).split('-');
  return one.filter((part, index) => part !== two[index]).length === 1;
}
