import type { Extent } from '../reading.ts';
import type { Amount } from './numbers.ts';

/** What is counted: people and what belongs to them, or what they send. */
export type Counted = 'customersAffected' | 'requestsAffected';

export const units: Record<Counted, RegExp> = {
  customersAffected:
    /\b(?:customers?|users?|accounts?|organi[sz]ations?|orgs|teams?|tenants?|namespaces?|groups?|projects?|clients?|companies|people|students?|subscribers?|merchants?|workspaces?|members?|visitors?|households?|patients?|hospitals?|schools?|participants?)\b/i,
  requestsAffected:
    /\b(?:requests?|calls?|jobs?|transactions?|queries|pipelines?|messages?|e-?mails?|events?|orders?|sessions?|builds?|deliveries|log-?ins?|attempts?|uploads?|downloads?|payments?|webhooks?|page ?views?|connections?|invocations?|traffic|workflows?|tasks?|searches)\b/i,
};

const allOf = /\b(?:all|every|each|entire|everyone|everybody|100 ?%)\b/i;
const noneOf =
  /^\W*(?:none|nobody|no one|zero|0|nil)\b|\b(?:no|zero|0|none of (?:our|the)|without any)\s(?:\w+\s){0,2}(?:impact|(?:customers?|users?|requests?|clients?|accounts?)(?!\s(?:data|emails?|traffic)))\b|\b(?:nobody|no one)\b/i;

export function extentOf(text: string, count: Amount | null, percent: Amount | null): Extent | null {
  if (count?.value === 0 || percent?.value === 0) return 'none';
  if (count !== null) return 'some';
  if (percent !== null) return percent.value >= 100 && !percent.isHedged ? 'all' : 'some';
  if (noneOf.test(text)) return 'none';
  if (/\bnot (?:all|every)/i.test(text)) return 'some';
  if (/\b(?:some|few|several|most|many|subset|certain|one)\b/i.test(text) && !/^\W*all\b/i.test(text))
    return 'some';
  return allOf.test(text) ? 'all' : null;
}

/** The noun that a number counts: "550 top-level namespaces", "78 % of flag evaluation requests". */
export function unitAfter(text: string, amount: Amount, kind: Counted): string | null {
  const rest = text.slice(amount.to, amount.to + 70);
  const found = units[kind].exec(rest);
  if (!found) return null;
  const between = rest.slice(0, found.index);
  if (/[.;:!?|,()"]/.test(between) || between.trim().split(/\s+/).length > 5) return null;
  // "404 errors for requests" counts neither.
  const words = amount.isPercent ? between.replace(/^\s?of\b/i, '') : between;
  return /\b(?:of|for|to|in|on|by|from|with|and|or|errors?|responses?|status|code|when|while|that)\b/i.test(
    words,
  )
    ? null
    : found[0].toLowerCase();
}

/** The noun counted, where it is none that we know: "1,500 partner shops". */
export function nounAfter(text: string, { to }: Amount): string | null {
  const words = /^\s?((?:[\p{L}-]{2,20}\s){0,2}?\p{L}{2,20}s)\b/u.exec(text.slice(to, to + 64))?.[1];
  const noun = words?.split(' ').at(-1)?.toLowerCase() ?? null;
  return noun !== null && /^(?:was|is|has|as|this|its|us)$/.test(noun) ? null : noun;
}
