/** What a field asks for. `rank`: the higher, the nearer to "when the service was first affected" or "restored". */
export type FieldRole = 'start' | 'end' | 'window' | 'duration';
/** `isTicket`: when the ticket was opened or closed, which is not when the impact began or ended. */
export type FieldLabel = { role: FieldRole; rank: number; isTicket: boolean };

const what =
  '(?:incident|impact|outage|downtime|disruption|degradation|problem|issue|fault|failure|event|service|customer impact|user impact|service impact|service outage|service disruption|it)';
const when = '(?:time|date|at|on|when|timestamp|datetime|and|utc)';

type Row = [FieldRole, number, RegExp];

const rows: Row[] = [
  ['start', 96, form('(?:went |gone )?(?:down|offline)(?: at| since| from)?')],
  ['end', 96, form('(?:came |went )?(?:back )?(?:up|online)(?: again)?(?: at| since)?')],
  [
    'duration',
    100,
    form(
      `(?:total |overall |approximate |estimated |measured )*(?:${what} )*(?:duration|length|elapsed time|downtime|outage time|time down)(?: of (?:the )?${what})?(?: or degradation)?(?: (?:hours|minutes|time))*`,
    ),
  ],
  ['duration', 98, form(`(?:total time|minutes (?:of )?downtime(?: or degradation)?|outage|downtime)`)],
  [
    'duration',
    96,
    form(
      `(?:mean )?time to (?:repair|recover|recovery|restore|restoration|mitigate|mitigation|fix)|mttr|ttr|ttm`,
    ),
  ],
  ['duration', 84, form(`time to (?:resolve|resolution)`)],
  [
    'start',
    100,
    form(
      `(?:time of )?(?:${what} )?(?:start|started|starts|starting|began|begin|begins|beginning|onset|occurs|occurred|commenced|first affected)(?: of)?(?: the)?(?: ${what})?(?: ${when})*`,
    ),
  ],
  [
    'start',
    100,
    form(
      `(?:${when} )+(?:the )?(?:of )?(?:the )?(?:${what} )?(?:start|started|starts|began|begins|beginning|onset|occurred|of incident|of outage|of impact|of failure)`,
    ),
  ],
  ['start', 98, form(`(?:${when} )+(?:of )?(?:the )?${what}`)],
  [
    'start',
    88,
    form(
      `(?:${what} )?first (?:detected|seen|noticed|reported|alert|alerted|observed|failure|symptom|symptoms|occurrence|customer report)(?: ${when})*`,
    ),
  ],
  [
    'start',
    84,
    form(
      `(?:${what} )?(?:${when} )*(?:of )?(?:detected|detection|noticed|discovered|identified|alerted|alert|first alert)(?: ${when})*`,
    ),
  ],
  [
    'start',
    70,
    form(
      `(?:${what} )?(?:${when} )*(?:of )?(?:team aware|aware|reported|declared|raised|opened|created|acknowledged)(?: ${when})*`,
    ),
  ],
  [
    'end',
    100,
    form(
      `(?:time of |time to )?(?:${what} )?(?:${when} )*(?:fully )?(?:restored|repaired|mitigated|recovered|recovery|fixed|remediated|mitigation|restoration|service restored|back to normal)(?: ${when})*`,
    ),
  ],
  ['end', 100, form(`(?:${when} )*(?:end|ends|ended) of (?:the )?${what}`)],
  [
    'end',
    98,
    form(
      `(?:time of )?(?:${what} )?(?:${when} )*(?:end|ended|ends|ending|finish|finished|stop|stopped|over|cleared)(?: ${when})*`,
    ),
  ],
  [
    'end',
    84,
    form(
      `(?:${what} )?(?:${when} )*(?:of )?(?:resolved|resolution|resolve|resolvedwhen|solved|all clear)(?: ${when})*`,
    ),
  ],
  ['end', 60, form(`(?:${what} )?(?:${when} )*(?:closed|completed|closed)(?: ${when})*`)],
  [
    'window',
    96,
    form(
      `(?:${what} )*(?:window|period|time ?frame|time ?range|time span|time ?slot|impact|effect)|when|time|date|date time|datetime|date and time|when did (?:it|this) happen|outage window`,
    ),
  ],
];

function form(text: string): RegExp {
  return new RegExp(`^(?:${text})$`);
}

/** Most lines begin with none of these words, and need no closer look. */
const telling =
  /start|\bdown|\bup\b|line\b|beg[aiu]n|onset|occur|commenc|affected|time|date|detect|first|notic|discover|identif|alert|aware|report|declar|raised|opened|created|acknowl|restor|repair|mitigat|recover|fixed|remed|normal|\bend|finish|stop|over\b|clear|resol|solved|clos|complet|duration|length|outage|impact|window|period|effect|when|mttr|ttr|ttm|minutes/i;

/** What the label of a field asks for, or null. In `Start Time (UTC)` the bracket is no part of it. */
export function labelOfField(label: string): FieldLabel | null {
  if (label.length > 70 || !telling.test(label)) return null;
  const words = label
    .replace(/\([^()]*\)|\[[^\][]*\]/g, ' ')
    // `resolvedDate` of front matter is "resolved date".
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .replace(/\b(?:utc|gmt|cet|cest|pst|pdt|est|edt|bst)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '') return null;
  for (const [role, rank, pattern] of rows) {
    if (!pattern.test(words)) continue;
    return { role, rank, isTicket: /\b(?:opened|created|closed|completed)\b/.test(words) };
  }
  return null;
}
