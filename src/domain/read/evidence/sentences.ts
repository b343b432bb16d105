import type { Document } from '../document/document.ts';
import type { SectionKind } from '../text/sections.ts';
import { readLengths } from '../time/durations.ts';
import type { Stamp } from '../time/stamps.ts';
import type { Candidate, StatedLength } from './candidates.ts';
import {
  actionWords,
  beganAfter,
  beganBefore,
  endedAfter,
  endedBefore,
  impactWords,
  noticed,
  partly,
  wholly,
} from './cues.ts';

/** A sentence of prose with the moments in it; `at` is where each stands in the sentence. */
export type Sentence = {
  text: string;
  line: number;
  section: SectionKind;
  moments: { stamp: Stamp; from: number; to: number }[];
};

const sentenceEnd = /(?<=[.!?])["')\]]?\s+(?=["'([]?[\p{Lu}\d])|\s;\s|\n\n/gu;
const abbreviation =
  /\b(?:approx|ca|e\.g|i\.e|etc|vs|no|st|a\.m|p\.m|jan|feb|mar|apr|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|\d{1,2})\.$/i;
const longestParagraph = 20_000;

/** The sentences of all prose: paragraphs and list items, but no rows of a timeline and nothing below them. */
export function readSentences(document: Document): Sentence[] {
  const sentences: Sentence[] = [];
  const ofRows = new Set<number>();
  for (const { line, lastLine } of document.entries)
    for (let at = line; at <= lastLine; at += 1) ofRows.add(at);
  let paragraph: Paragraph | null = null;
  const close = () => {
    if (paragraph) sentences.push(...split(paragraph));
    paragraph = null;
  };
  for (const [index, line] of document.lines.entries()) {
    const section = document.sections[index];
    const isProse = line.kind === 'text' || line.kind === 'item' || (line.kind === 'cells' && !line.isHead);
    if (!isProse || ofRows.has(line.number) || section === undefined) {
      close();
      continue;
    }
    const begins = line.kind !== 'text' || paragraph === null || paragraph.text.length > longestParagraph;
    if (begins) {
      close();
      paragraph = { text: '', section: section.kind, lines: [], moments: [] };
    }
    if (paragraph) add(paragraph, line.text, line.number, document.stamps[index] ?? []);
  }
  close();
  return sentences;
}

type Paragraph = {
  text: string;
  section: SectionKind;
  lines: { from: number; line: number }[];
  moments: Sentence['moments'];
};

function add(paragraph: Paragraph, text: string, line: number, stamps: Stamp[]): void {
  const gap = paragraph.text === '' ? '' : ' ';
  const from = paragraph.text.length + gap.length;
  paragraph.text += gap + text;
  paragraph.lines.push({ from, line });
  for (const stamp of stamps) {
    paragraph.moments.push({ stamp, from: from + stamp.mention.from, to: from + stamp.mention.to });
  }
}

function split(paragraph: Paragraph): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let nextMoment = 0;
  let nextLine = 0;
  const cut = (to: number) => {
    while ((paragraph.lines[nextLine + 1]?.from ?? Number.POSITIVE_INFINITY) <= from) nextLine += 1;
    const moments: Sentence['moments'] = [];
    for (;;) {
      const moment = paragraph.moments[nextMoment];
      if (!moment || moment.from >= to) break;
      moments.push({ stamp: moment.stamp, from: moment.from - from, to: moment.to - from });
      nextMoment += 1;
    }
    const text = paragraph.text.slice(from, to);
    const line = paragraph.lines[nextLine]?.line ?? 0;
    if (text.trim() !== '') sentences.push({ text, line, section: paragraph.section, moments });
    from = to;
  };
  for (const found of paragraph.text.matchAll(sentenceEnd)) {
    const before = paragraph.text.slice(Math.max(from, found.index - 12), found.index);
    if (!abbreviation.test(before)) cut(found.index + found[0].length);
  }
  cut(paragraph.text.length);
  return sentences;
}

/** What sentences say of the beginning and the end. Those about deploys, rollbacks and meetings say little. */
export function fromSentences(sentences: Sentence[]): Candidate[] {
  return sentences.flatMap((sentence, index) =>
    sentence.moments.length === 0 ? [] : inSentence(sentence, sentences[index - 1], index),
  );
}

function inSentence(sentence: Sentence, previous: Sentence | undefined, index: number): Candidate[] {
  const found: Candidate[] = [];
  let firstRange: { score: number; pair: number } | null = null;
  const { text, moments, section } = sentence;
  const late = section === 'after' ? 30 : section === 'summary' || section === 'impact' ? -2 : 0;
  const place = late + Math.min(index, 10) * 0.2;
  const isImpact =
    impactWords.test(text) ||
    (/^(?:it|this|that|these|they|all)\b/i.test(text) &&
      previous !== undefined &&
      impactWords.test(previous.text));
  const base = { tier: 'sentence' as const, confidence: 'inferred' as const, source: 'sentence' };
  for (const [at, { stamp, from, to }] of moments.entries()) {
    if (stamp.minuteOfDay === null || stamp.isDoubtful) continue;
    const before = clauseBefore(text, moments[at - 1]?.to ?? 0, from);
    const after = clauseAfter(text, to, moments[at + 1]?.from ?? text.length);
    const range = stamp.mention.range;
    const partner = range?.end === 'first' ? moments[at + 1] : undefined;
    if (range?.end === 'first' && partner) {
      const score =
        rangeScore(
          section === 'impact',
          clauseAfter(text, partner.to, moments[at + 2]?.from ?? text.length),
          before,
          isImpact,
        ) - place;
      if (score > 0) {
        const pair = stamp.line * 100_000 + stamp.mention.from;
        firstRange ??= { score, pair };
        found.push({ ...base, role: 'start', stamp, score, pair });
        found.push({ ...base, role: 'end', stamp: partner.stamp, score, pair });
      }
      continue;
    }
    if (range?.end === 'last') continue;
    const start = startScore(before, after, text, isImpact, at === 0);
    if (start > 0) found.push({ ...base, role: 'start', stamp, score: start - place, pair: null });
    const end = endScore(before, after, isImpact);
    if (firstRange && /\buntil\W*$/i.test(before) && isImpact && !isAct(before)) {
      // "from 2:50 to 9:28, for some until 18:44": it went on until then.
      found.push({ ...base, role: 'end', stamp, score: firstRange.score + 1, pair: firstRange.pair });
      continue;
    }
    if (end > 0) found.push({ ...base, role: 'end', stamp, score: end - place, pair: null });
  }
  return found;
}

function clauseBefore(text: string, from: number, to: number): string {
  return text.slice(Math.max(from, to - 160), to);
}

function clauseAfter(text: string, from: number, to: number): string {
  return text.slice(from, Math.min(to, from + 160));
}

function rangeScore(isOfImpact: boolean, after: string, before: string, isImpact: boolean): number {
  if (!isOfImpact && isAct(before)) return isImpact ? 30 : 0;
  if (!isImpact) return 25;
  const isPart = /\b(?:some|part|subset|elevated|intermittent|degraded|slow(?:er)?|may have)\b/i.test(
    `${before} ${after.split(',', 1)[0]}`,
  );
  return isPart ? 84 : 90;
}

/** Whether the clause is about what people did: "the rollback began at", "customer changes were suspended from". */
function isAct(clause: string): boolean {
  const subject = clause.slice(-90);
  if (!actionWords.test(subject)) return false;
  if (plainAct.test(subject.slice(-60))) return true;
  return !/\b(?:outage|incident|impact|disruption|downtime|unavailab\w+|errors?|degrad\w+|fail\w*|down|experienc\w+|affected|issue|problem|service)\b/i.test(
    subject,
  );
}

function startScore(
  before: string,
  after: string,
  text: string,
  isImpact: boolean,
  isFirst: boolean,
): number {
  const act = isAct(before);
  if (beganBefore.test(before)) {
    if (act) return 0;
    return isImpact ? 86 : 30;
  }
  const leads =
    /^\W*(?:(?:on|at|around|about|approximately|by|from|since|shortly (?:after|before)|the|of|a|early|late|morning|evening|afternoon|night)\b[\s,]*)*$/i.test(
      before,
    );
  if (leads && isFirst && beganAfter.test(after)) {
    if (noticed.test(after.slice(0, 60)) && !/experienc|suffer/i.test(after.slice(0, 60))) return 43;
    if (isAct(after.slice(0, 60))) return 24;
    return 80;
  }
  if (leads && isFirst && isImpact && noticed.test(after)) return 43;
  if (/\b(?:at|on|around|about|~)\W*$/i.test(before) && isImpact && !act && failingBefore.test(before))
    return 60;
  if (noticed.test(before) && isImpact) return 33;
  return 0;
}

const plainAct =
  /\b(?:rollback|roll(?:ed)? back|revert\w*|investigat\w+|suspended|paused|maintenance|scheduled|planned|mitigation|fix(?:es)?)\b/i;

const failingBefore =
  /\b(?:went down|crashed|failed|stopped|became|dropped|broke|lost|expired|experienced|outage|errors?|unavailab\w+|unreachable|inaccessible|incident|disruption|down)\b[^.;]{0,40}$/i;

function endScore(before: string, after: string, isImpact: boolean): number {
  const found = endedBefore.exec(before);
  if (found) {
    const clause = before.slice(Math.max(0, found.index - 60));
    if (isReverted(clause) || (!isImpact && isAct(clause))) return 0;
    if (/\b(?:until|till)\b/i.test(found[0]) && !isImpact) return 20;
    const isPart = partly.test(clause);
    const isService =
      /\b(?:services?|site|platform|system|access)\b[^.;]{0,30}\b(?:restored|recovered|resumed)/i.test(
        clause,
      );
    return (
      (isPart ? 70 : 80) +
      (isService ? 8 : 0) +
      (wholly.test(clause) ? 6 : 0) -
      (isImpact || isService ? 0 : 6)
    );
  }
  if (endedAfter.test(after) && /\b(?:at|by|on|around|about|~|in|,|until)\W*$|^\W*$/i.test(before)) {
    return partly.test(after.slice(0, 60)) ? 60 : 76;
  }
  return 0;
}

function isReverted(clause: string): boolean {
  return /\b(?:rollback|revert|deploy\w*|fix) (?:was |were |is )?(?:started|commenced|begun|began|pushed|initiated|applied to)\b/i.test(
    clause,
  );
}

const lengthCue =
  /\b(?:last(?:s|ed|ing)?|outage|downtime|disruption|unavailab\w+|unusable|inaccessib\w+|impact\w*|incident|duration|degrad\w+|down|recover\w*|period|effect|offline|broken|total|window|unreachable|fail\w*|errors?|slow\w*)\b/i;
const notTheIncident =
  /\b(?:within|timeout|time out|interval|every|per|prior|earlier|ago|before|after|next|retention|later|delay of|threshold|sla|previous|past|last \d|for at least|minutes? later|once|old|took us|to detect|unnoticed|before we|(?:after|within|in) (?:a|the) first)\W*$/i;

/** Lengths of the impact that sentences claim, nearest to the point first. */
export function lengthsInSentences(sentences: Sentence[]): StatedLength[] {
  const stated: StatedLength[] = [];
  for (const { text, line, section } of sentences) {
    if (section === 'after' || text.length > 2_000) continue;
    for (const { minutes, unitMinutes, isHedged, from, to, text: words } of readLengths(text)) {
      const before = text.slice(Math.max(0, from - 70), from);
      const after = text.slice(to, to + 60);
      if (
        notTheIncident.test(before.replace(/(?:about|around|approximately|roughly|~)\W*$/i, '')) ||
        /^\s?(?:ago|later|earlier|prior|after|timeout|window of)\b/i.test(after)
      )
        continue;
      if (/^\s?before\b/i.test(after) && !/\blast/i.test(before)) continue;
      if (minutes < 1 || minutes > 60 * 24 * 60) continue;
      const near = `${before} ${after}`;
      if (!lengthCue.test(near)) continue;
      const isTotal =
        /\b(?:total|last(?:s|ed|ing)|duration|for|over a|period|altogether|overall|cumulative)\b[^.]{0,24}$/i.test(
          before,
        ) ||
        /^\s?(?:of )?(?:total |full |complete )?(?:outage|downtime|disruption|period|impact)/i.test(after);
      stated.push({ minutes, unitMinutes, isHedged, text: words, line, rank: isTotal ? 60 : 40 });
    }
  }
  return stated;
}
