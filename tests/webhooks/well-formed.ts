import type { DomainEvent } from '../../src/domain/events.ts';

/*
 * What a domain event of a webhook must look like, written without the schemas of the translators, so that
 * a fault in those does not excuse itself.
 */

type Check = (value: unknown) => boolean;

const isId: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
const isFlag: Check = (value) => value === true || value === false;
const isText: Check = (value) => typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
const isFilled: Check = (value) => isText(value) && value !== '';
const isAddress: Check = (value) => isText(value) && /^https?:\/\/\S+$/i.test(String(value));
const isInstant: Check = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  new Date(value).toISOString() === value &&
  value >= '1970' &&
  value < '3000';
const isDay: Check = (value) => typeof value === 'string' && isInstant(`${value}T00:00:00.000Z`);
const isSeverity: Check = (value) => value === null || [1, 2, 3, 4].includes(Number(value));

const oneOf =
  (...words: unknown[]): Check =>
  (value) =>
    words.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** An object with exactly these keys; those with a `?` may be missing. */
const shape =
  (checks: Record<string, Check>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
      return false;
    }
    const known = new Map(Object.entries(checks).map(([key, check]) => [key.replace('?', ''), check]));
    const missing = Object.keys(checks).filter((key) => !key.endsWith('?') && !Object.hasOwn(value, key));
    return (
      missing.length === 0 && Object.entries(value).every(([key, inner]) => known.get(key)?.(inner) === true)
    );
  };

const person = shape({ id: isId, username: isFilled, name: isFilled });

const issue = shape({
  project: shape({ id: isId, path: isFilled }),
  id: isId,
  iid: isId,
  kind: oneOf('incident', 'issue', 'other', 'unknown'),
  title: isFilled,
  url: isAddress,
  state: oneOf('opened', 'closed'),
  confidential: isFlag,
  labels: listOf(isFilled),
  severity: isSeverity,
  createdAt: isInstant,
  updatedAt: isInstant,
  closedAt: orNull(isInstant),
  dueDate: orNull(isDay),
  assignees: listOf(person),
  movedTo: orNull(isId),
});

const note = shape({ id: isId, body: isText, author: person, internal: isFlag, at: isInstant });

const checks: Record<string, Check> = {
  'issue.changed': shape({
    kind: oneOf('issue.changed'),
    issue,
    before: shape({
      'state?': oneOf('opened', 'closed'),
      'labels?': listOf(isFilled),
      'severity?': isSeverity,
      'confidential?': isFlag,
      'movedTo?': oneOf(null),
    }),
    by: orNull(person),
    'edited?': shape({ previous: isText, current: isText }),
  }),
  'note.added': shape({ kind: oneOf('note.added'), issue, note }),
  'note.edited': shape({ kind: oneOf('note.edited'), issue, note }),
};

/** Whether an event is one that a translator may tell, with nothing missing and nothing besides. */
export function isWellFormed(event: DomainEvent): boolean {
  return checks[event.kind]?.(event) === true;
}
