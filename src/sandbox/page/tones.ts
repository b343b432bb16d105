/** The style sheet has a colour for each. */
const tones = ['blue', 'purple', 'green', 'teal', 'orange', 'pink'] as const;

const known: Record<string, string> = {
  'severity::1': 'red',
  'severity::2': 'orange',
  'severity::3': 'amber',
  'severity::4': 'teal',
  incident: 'red',
  incidentreview: 'purple',
};

/** A colour by name: the same name has always the same one. All labels of one scope share theirs, but severities. */
export function toneOf(name: string): string {
  const wanted = name.toLowerCase();
  if (known[wanted]) return known[wanted];
  const scope = /^(.+)::[^:]+$/.exec(wanted)?.[1] ?? wanted;
  let sum = 0;
  for (const character of scope) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return tones[sum % tones.length] ?? 'blue';
}
