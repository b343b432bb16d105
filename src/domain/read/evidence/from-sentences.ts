import { type Candidate, pairAt } from './candidates.ts';
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
import type { Sentence } from './sentences.ts';

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
    if (stamp.isDoubtful) continue;
    if (stamp.minuteOfDay === null) {
      const day = stamp.isDated && isImpact ? dayScore(text, from, to, at === 0) : 0;
      if (day > 0) found.push({ ...base, role: 'start', stamp, score: day - late, pair: null });
      continue;
    }
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
        const pair = pairAt(stamp.line, stamp.mention.from);
        firstRange ??= { score, pair };
        found.push({ ...base, role: 'start', stamp, score, pair });
        found.push({ ...base, role: 'end', stamp: partner.stamp, score, pair });
      }
      continue;
    }
    if (range?.end === 'last') continue;
    const start = startScore(before, after, isImpact, at === 0);
    if (start > 0) found.push({ ...base, role: 'start', stamp, score: start - place, pair: null });
    const end = endScore(before, after, isImpact);
    if (firstRange && /\buntil\W*$/i.test(before) && isImpact && !isAct(before)) {
      // "from 2:50 to 9:28, for some until 18:44": it went on until then.
      found.push({ ...base, role: 'end', stamp, score: firstRange.score + 1, pair: firstRange.pair });
      continue;
    }
    if (end > 0) found.push({ ...base, role: 'end', stamp, score: end - place, pair: null });
  }
  return bothEnds(found);
}

/** "beginning at 15:24 and ending at 18:55": one sentence that tells both counts more. */
function bothEnds(found: Candidate[]): Candidate[] {
  const start = found.find(({ role, pair, score }) => role === 'start' && pair === null && score >= 76);
  const end = found.find(({ role, pair, score }) => role === 'end' && pair === null && score >= 74);
  if (!start || !end) return found;
  return found.map((one) => (one === start || one === end ? { ...one, score: one.score + 8 } : one));
}

/** "On 11 June 2019 builds were failing": the day is known, and no more. Any time of the day counts more. */
function dayScore(text: string, from: number, to: number, isFirst: boolean): number {
  const before = text.slice(Math.max(0, from - 60), from);
  if (/\b(?:until|till|by|before|after|resolved|fixed|restored)\W*$/i.test(before)) return 0;
  const isLead =
    isFirst &&
    /^\W*(?:on|in|since)?\W*(?:the\s)?(?:morning|evening|afternoon|night)?(?:\sof)?\W*$/i.test(before);
  const after = clauseAfter(text, to, to + 120);
  const began = beganAfter.exec(after)?.[0];
  if (isLead && began !== undefined && !isAct(began)) return 31;
  return beganBefore.test(before) && !isAct(before) ? 31 : 0;
}

function clauseBefore(text: string, from: number, to: number): string {
  return text.slice(Math.max(from, to - 160), to);
}

function clauseAfter(text: string, from: number, to: number): string {
  return text.slice(from, Math.min(to, from + 160));
}

function rangeScore(isOfImpact: boolean, after: string, before: string, isImpact: boolean): number {
  if (
    /\b(?:no|without|another|other)\s(?:\w+\s){0,1}(?:outages?|impact|downtime|disruption|provider)\b/i.test(
      `${before} ${after}`,
    )
  )
    return 0;
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

function startScore(before: string, after: string, isImpact: boolean, isFirst: boolean): number {
  const act = isAct(before);
  if (beganBefore.test(before)) {
    if (act) return 0;
    return isImpact ? 86 : 30;
  }
  const leads =
    /^(?:\p{Lu}[\p{L}']*\s(?:\p{L}+\s){0,4}(?=(?:On|At|Around|From)\b))?\W*(?:(?:on|at|around|about|approximately|by|from|since|shortly (?:after|before)|the|of|a|early|late|morning|evening|afternoon|night)\b[\s,]*)*$/iu.test(
      before,
    );
  if (leads && isFirst && beganAfter.test(after)) {
    if (noticed.test(after.slice(0, 60)) && !/experienc|suffer/i.test(after.slice(0, 60))) return 43;
    if (isAct(beganAfter.exec(after)?.[0] ?? '')) return 24;
    return 80;
  }
  if (leads && isFirst && isImpact && noticed.test(after)) return 43;
  if (/\b(?:at|on|around|about|~)\W*$/i.test(before) && isImpact && !act && failingBefore.test(before)) {
    return 50;
  }
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
    const isService = restoredService.test(clause);
    if (/(?:\bnot|n.t|\bnever|\byet to be)\s(?:\w+\s){0,2}$/i.test(before.slice(0, found.index))) return 0;
    if (isReverted(clause) || (!isImpact && !isService && isAct(clause))) return 0;
    if (/\b(?:until|till)\b/i.test(found[0]) && !isImpact) return 20;
    const isPart = partly.test(clause);
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

/** "Service was restored", "restoring full functionality": whatever else the sentence is about. */
const restoredService =
  /\b(?:services?|site|platform|system|access)\b[^.;]{0,30}\b(?:restored|recovered|resumed)|\brestor(?:ed|ing) (?:full |normal |all )?(?:service|functionality|operations?|access)/i;

function isReverted(clause: string): boolean {
  return /\b(?:rollback|revert|deploy\w*|fix) (?:was |were |is )?(?:started|commenced|begun|began|pushed|initiated|applied to)\b/i.test(
    clause,
  );
}
