import type { Line } from './lines.ts';

/** What a part of a document is about, as far as its headings say. `after`: what was done or learnt once it was over. */
export type SectionKind = 'timeline' | 'impact' | 'summary' | 'after' | 'other';

export type Section = { kind: SectionKind; level: number; line: number };

const kinds: [SectionKind, RegExp][] = [
  [
    'after',
    /follow[- ]?ups?|action|lessons?|learn|went (?:well|wrong|poorly|badly)|didn.?t go|lucky|improv|prevent|appendix|references?|logs?\b|supporting|future|next steps|contributing|root cause|five whys|5 whys|background|glossary|attendees|post[- ]?(?:operation|mortem meeting)|investigation details|later on|corrective|context for|why did|related/i,
  ],
  [
    'timeline',
    /time ?line|chronolog|sequence of events|key events|events|log of|history|what happened|incident log|updates?\b/i,
  ],
  ['impact', /impact|key information|outage|downtime|metrics|severity|effect|symptoms?|problem|alert/i],
  ['summary', /summary|overview|abstract|description|tl;?dr|introduction|executive/i],
];

/**
 * The section of each line. A heading that is itself a row of the timeline (`### 13:35`) opens none;
 * one that says nothing inherits from the heading above it.
 */
export function readSections(lines: Line[], isRow: (line: Line) => boolean): Section[] {
  const stack: Section[] = [{ kind: 'other', level: 0, line: 0 }];
  return lines.map((line) => {
    if (line.kind === 'heading' && !isRow(line)) {
      while (stack.length > 1 && (stack.at(-1)?.level ?? 0) >= line.level) stack.pop();
      const own =
        line.level === 1 && line.number < 6 ? undefined : kinds.find(([, form]) => form.test(line.text));
      const inherited = stack.at(-1)?.kind ?? 'other';
      stack.push({ kind: own?.[0] ?? inherited, level: line.level, line: line.number });
    }
    return stack.at(-1) ?? { kind: 'other', level: 0, line: 0 };
  });
}
