import { lettersOf } from '../headings.ts';

/** What the sections of a review are called, by their letters alone; the first is what we call them to people. */
const titles = {
  'Key Information': ['key information'],
  Summary: ['summary', 'executive summary', 'tl dr', 'tldr', 'overview', 'abstract'],
  'Customer Impact': ['customer impact', 'user impact'],
  'Root Cause': ['root cause', 'root causes', 'root cause analysis', 'cause', 'causes'],
  'Delays in Remediation': ['delays in remediation', 'delays'],
  Details: ['details', 'detail', 'narrative', 'description', 'what happened', 'incident details'],
  Impact: ['impact'],
  Detection: ['detection'],
  Timeline: ['timeline', 'incident timeline'],
  'Implications for Self-Managed and Dedicated': [
    'implications for self managed and dedicated',
    'implications for self managed',
    'implications for dedicated and self managed',
    'self managed and dedicated',
    'dedicated and self managed',
    'self managed',
    'self managed implications',
  ],
  Metrics: ['metrics', 'metric charts'],
  'Outcomes / Corrective Actions': [
    'outcomes corrective actions',
    'corrective actions',
    'outcomes and corrective actions',
    'outcomes',
    'actionables',
    'action items',
    'actions',
    'follow ups',
  ],
  'Learning Opportunities': ['learning opportunities', 'lessons learned', 'lessons learnt'],
  Conclusions: ['conclusions', 'conclusion', 'takeaways'],
  'What went well?': ['what went well'],
  'What was difficult?': ['what was difficult', 'what went poorly', 'what went wrong'],
  'Review Guidelines': ['review guidelines'],
  'For the person opening the review': [
    'for the person opening the review',
    'for the person opening the incident review',
  ],
  'For the assigned DRI': ['for the assigned dri'],
} as const;

export type SectionName = keyof typeof titles;

const names = new Map(
  Object.entries(titles).flatMap(([name, all]) => all.map((title): [string, string] => [title, name])),
);

/** Which section a title names, whatever its case, numbers and signs. */
export function isTitleOf(name: SectionName, title: string): boolean {
  return names.get(lettersOf(title)) === name;
}

/** Those that stand inside of another section, as a rule. */
const inner: readonly SectionName[] = [
  'Customer Impact',
  'Root Cause',
  'Delays in Remediation',
  'Implications for Self-Managed and Dedicated',
  'Metrics',
  'What went well?',
  'What was difficult?',
  'For the person opening the review',
  'For the assigned DRI',
];

export function isInnerTitle(title: string): boolean {
  return inner.some((name) => isTitleOf(name, title));
}

/** Whether it is a title of a review's sections at all. */
export function isKnownTitle(title: string): boolean {
  return names.has(lettersOf(title));
}
