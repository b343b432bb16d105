import { forms } from './forms.ts';
import type { Token } from './token.ts';
import { unknownZone, zoneNamed, zonePattern } from './zones.ts';

/** All forms at once; the number of the group that matched is that of the form. */
const pattern = new RegExp(forms.map(({ find }) => `(${find})`).join('|'), 'gi');

/** Cheap to look for, and in every form there is. */
const worthALook =
  /\d[:.h/-]\d|\d{4}|\d\s?h\s?\d|\d\s?[ap]\.?m|\?\?|(?:hh|xx|--|__|\dx):|noon|midday|midnight|yyyy|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\.?\s{1,3}\d|\d(?:st|nd|rd|th)?\.?(?:\s{1,3}of)?[\s-]{1,3}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** What of a line tells dates and times, in order. */
export function readTokens(text: string): Token[] {
  if (!worthALook.test(text)) return [];
  const tokens: Token[] = [];
  let read = 0;
  // Not `matchAll`, which makes a copy of the pattern for each line.
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    // The digits of an offset are no time once more.
    if (found.index < read) continue;
    const token = tokenOf(found, text);
    if (token === null) continue;
    tokens.push(token);
    if (token.kind !== 'time' && token.kind !== 'shift') continue;
    const zone = zoneAfter(text, token);
    if (zone === null) continue;
    tokens.push(zone);
    read = zone.to;
  }
  return tokens;
}

function tokenOf(found: RegExpExecArray, text: string): Token | null {
  const at = { from: found.index, to: found.index + found[0].length };
  for (const [index, form] of forms.entries()) {
    if (found[index + 1] !== undefined) return form.read(found[0], at, text);
  }
  return null;
}

const sticky = new RegExp(String.raw`[\s,]{0,3}[(\[]?(${zonePattern.source}|(?<=\d)z\b)`, 'iy');

function zoneAfter(text: string, token: Token): Token | null {
  const { from: begin, to: from } = token;
  sticky.lastIndex = from;
  const found = sticky.exec(text);
  const unknown = unknownZone(text.slice(from, from + 30));
  if (unknown && (!found || zoneNamed(found[1] ?? '') === null)) {
    return { kind: 'zone', from, to: from + unknown.name.length, zone: unknown };
  }
  if (!found) return null;
  const named = found[1] ?? '';
  // `10:00 -10:45` is a range; only times that a machine wrote have a bare negative offset.
  const isMachines = text[begin - 1] === 'T' || /:\d\d:\d\d/.test(text.slice(begin, from));
  if (/^[-−]/.test(named) && !isMachines && !isOffset(token, named)) return null;
  const zone = zoneNamed(named);
  return zone === null ? null : { kind: 'zone', from, to: from + found[0].length, zone };
}

/** `10:45 -0500`, and `10:45 -05:00`, which would be a range backwards. */
function isOffset(token: Token, named: string): boolean {
  if (token.kind !== 'time') return false;
  const parts = /^[-−](\d\d)(:?)(\d\d)$/.exec(named);
  const hour = Number(parts?.[1]);
  if (!parts || hour > 12 || !/^(?:00|30|45)$/.test(parts[3] ?? '')) return false;
  return parts[2] === '' || hour * 60 + Number(parts[3]) < token.hour * 60 + token.minute;
}
