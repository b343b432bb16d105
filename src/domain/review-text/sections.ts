import type { Piece, ReviewText, Section } from './review-text.ts';
import { isKnownTitle, isTitleOf, type SectionName } from './titles.ts';

/** The sections of that name, wherever they stand and at whatever level, with those inside them. Empty: there is none. */
export function partsOf(
  text: ReviewText,
  name: SectionName,
  without: readonly SectionName[] = [],
): Section[] {
  return partsUnder(
    text,
    ({ title }) => isTitleOf(name, title),
    ({ title }) => without.some((one) => isTitleOf(one, title)),
  );
}

/** The same of any title: `isLeftOut` are those inside that are not meant, with what is inside of them. */
export function partsUnder(
  { sections }: ReviewText,
  isMeant: (section: Section) => boolean,
  isLeftOut: (section: Section) => boolean = () => false,
): Section[] {
  const parts: Section[] = [];
  // The level of the section whose inner ones are gathered, and of one in it that is left out; 0: none.
  let inside = 0;
  let leftOut = 0;
  for (const section of sections) {
    const { level } = section;
    if (level <= leftOut) leftOut = 0;
    if (level <= inside) inside = 0;
    if (inside === 0 && level > 0 && isMeant(section)) inside = level;
    else if (inside > 0 && leftOut === 0 && isLeftOut(section)) leftOut = level;
    if (inside > 0 && leftOut === 0) parts.push(section);
  }
  return parts;
}

export function piecesOf(sections: Section[]): Piece[] {
  return sections.flatMap(({ pieces }) => pieces);
}

/** With fewer titles that we know, a review of several sections is written in other words than ours. */
const fewestKnown = 2;

/** Whether the headings are not ours: translated, or of another form altogether. */
export function isInOtherWords({ sections }: ReviewText): boolean {
  const titled = sections.filter(({ level }) => level > 0);
  const known = titled.filter(({ title }) => isKnownTitle(title));
  return titled.length >= fewestKnown && known.length < fewestKnown;
}
