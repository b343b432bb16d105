import { readLengths } from '../time/durations.ts';
import type { StatedLength } from './candidates.ts';
import type { Sentence } from './sentences.ts';

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
      const isFromTo = /^\s?(?:elapsed |passed )?(?:from|between) the (?:start|beginning|first)\b/i.test(
        after,
      );
      const near = `${before} ${after}`;
      if (!lengthCue.test(near)) continue;
      const isTotal =
        /\b(?:total|last(?:s|ed|ing)|duration|for|over a|period|altogether|overall|cumulative)\b[^.]{0,24}$/i.test(
          before,
        ) ||
        /^\s?(?:of )?(?:total |full |complete )?(?:outage|downtime|disruption|period|impact)/i.test(after);
      stated.push({
        minutes,
        unitMinutes,
        isHedged,
        text: words,
        line,
        rank: isFromTo ? 90 : isTotal ? 60 : 40,
      });
    }
  }
  return stated;
}
