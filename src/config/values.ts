import { z } from 'zod';
import { isTimeZone } from '../domain/time-zone.ts';

/**
 * The smallest values of the configuration file. Each says in one phrase what is allowed; the phrase is
 * what people read when it is broken, so it goes with every check of the value.
 */

/** Fits the pattern and, if given, the further question, which no pattern can ask. */
export function text(allowed: string, pattern: RegExp, isSound: (text: string) => boolean = () => true) {
  return z.string(allowed).regex(pattern, { error: allowed, abort: true }).refine(isSound, allowed);
}

export function wholeNumber(least: number, most: number) {
  const allowed = `a whole number from ${least} to ${most}`;
  return z.number(allowed).int(allowed).min(least, allowed).max(most, allowed);
}

export function oneOf<const Word extends string>(...words: Word[]) {
  return z.enum(words, `one of ${words.join(', ')}`);
}

export function yesOrNo() {
  return z.boolean('true or false');
}

/** A map whose keys are all known. */
export function map<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  allowed = `a map with the keys ${Object.keys(shape).join(', ')}`,
) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : allowed),
  });
}

export function list<Item extends z.ZodType>(item: Item, of: string) {
  return z.array(item, `a list of ${of}`);
}

/** Something for some severities: `{ 3: … }`. */
export function bySeverity<Value extends z.ZodType>(value: Value) {
  return map({
    '1': value.exactOptional(),
    '2': value.exactOptional(),
    '3': value.exactOptional(),
    '4': value.exactOptional(),
  });
}

export const label = text(
  'the name of a GitLab label: some text without a comma, at most 255 characters, no space at its ends',
  /^(?!\s)[^,\n]{1,255}(?<!\s)$/,
);

export const labelPattern = text(
  'the name of a GitLab label without a comma, in which * stands for any text',
  /^(?!\s)[^,\n]{1,255}(?<!\s)$/,
);

export const username = text(
  'a GitLab username as in the address of the profile, without @',
  /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}$/,
);

const projectAllowed =
  'the path of a GitLab project with its group, such as acme/production, or its numeric id';

export const project = z.union(
  [
    text(projectAllowed, /^[A-Za-z0-9_.][\w.-]*(\/[A-Za-z0-9_.][\w.-]*)+$/),
    z.number(projectAllowed).int(projectAllowed).min(1, projectAllowed),
  ],
  projectAllowed,
);

export const reviewTemplate = text(
  'the name of a file in templates/ without .md, or gitlab:NAME for .gitlab/issue_templates/NAME.md of the project',
  /^([a-z0-9-]+|gitlab:[^\s/][^/\n]*)$/,
  (name) => !name.endsWith('.md'),
);

export const channel = text(
  'a Slack channel in quotes, such as "#incident-reviews", or its id, such as C0123ABCD45',
  /^(#[^\s#@<>&,.A-Z]{1,80}|[CG][A-Z0-9]{7,})$/,
);

/** A channel whose name depends on the incident. */
export const channelPattern = text(
  'a Slack channel in quotes, in which {iid} stands for the number of the incident: "#incident-{iid}"',
  /^#[^\s#@<>&,.A-Z]{1,80}$/,
  (pattern) => !/[{}]/.test(pattern.replaceAll('{iid}', '')),
);

export const slackUser = text('a Slack member id, such as U024BE7LH', /^[UW][A-Z0-9]{2,}$/);

export const slashCommand = text(
  'a slash command of 2 to 32 characters: a / and then lower-case letters, digits, - and _',
  /^\/[a-z0-9_-]{1,31}$/,
);

export const email = text('an e-mail address', /^[^\s@]+@[^\s@]+\.[^\s@]+$/);

export const timezone = text('an IANA time zone, such as Europe/Berlin', /^[A-Za-z]/, isTimeZone);

/** Some name for people: one line. */
export const words = text('some text on one line', /^(?!\s)[^\n]+(?<!\s)$/);

export const weekday = oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');

export const timeOfDay = text('a time of day in quotes, such as "09:00"', /^([01]\d|2[0-3]):[0-5]\d$/);

export const hours = text(
  'a span of the day in quotes whose end is after its start, such as "09:00-17:00"',
  /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/,
  (span) => span.slice(0, 5) < span.slice(6),
);

export const day = text(
  'a day that exists, written YYYY-MM-DD: 2026-12-25',
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  isRealDay,
);

/** Days alone: what is counted in them has no hours. */
export const days = text('a number of days from 1d to 365d', /^\d{1,3}d$/, (span) =>
  isBetween(1, Number(span.slice(0, -1)), 365),
);

/** `14d` or `36h`. */
export const duration = text('a number of hours or days, such as 36h or 14d', /^[1-9]\d{0,3}[hd]$/);

/** Milliseconds of a `duration`; a day has 24 hours. */
export function durationMs(span: string): number {
  const hourMs = 3_600_000;
  return Number(span.slice(0, -1)) * (span.endsWith('d') ? 24 * hourMs : hourMs);
}

export const address = text('an address that begins with http:// or https://', /^https?:\/\/\S+$/, isAddress);

/** The link to the graph of a query, in which some `$words` are replaced. */
export const metricsLink = text(
  'an address that begins with http:// or https://, in which $query, $start and $end stand for the query and its window',
  /^https?:\/\/\S+$/,
  (link) => isAddress(link) && hasOnlyPlaceholders(link, ['query', 'start', 'end']),
);

export const host = text(
  'the name of a host alone, such as grafana.example.com',
  /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/,
);

export const metricsQuery = text(
  'a PromQL query; the words that begin with $ can be $window, $start and $end',
  /\S/,
  (query) => hasOnlyPlaceholders(query, ['window', 'start', 'end']),
);

export const appModule = text(
  'a module: a path that begins with ./, ../ or /, or the name of an installed package',
  /^(\.{0,2}\/\S+|(@[a-z0-9._-]+\/)?[a-z0-9][a-z0-9._-]*(\/\S+)?)$/,
);

export const checkId = text(
  'a short name of lower-case letters, digits and -, such as runbook-updated, and not constructor',
  /^(?!constructor$)[a-z][a-z0-9-]{0,63}$/,
);

function hasOnlyPlaceholders(text: string, known: string[]): boolean {
  return [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].every(
    ([whole, name]) => name !== undefined && known.includes(name) && !whole.includes('{'),
  );
}

function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.hostname !== '' && url.username === '' && url.password === '';
}

function isBetween(least: number, value: number, most: number): boolean {
  return least <= value && value <= most;
}
