import { withoutComments } from './markdown.ts';

/**
 * What stands where a person has still to write: a line or a cell that is nothing but
 * `_Fill in: …_`. A visible form, so that it survives editors that drop comments, and one that nobody
 * writes as an answer.
 */
export function fillIn(prompt: string): string {
  return `_Fill in: ${prompt}_`;
}

const ourPrompt = /^_Fill in: [^\n]*_$/;

/** Words with which people say "later". `n/a` and `unknown` are not among them: they are answers. */
const later = /^(?:tbd|tba|tbc|todo|to be (?:determined|announced|confirmed|added|filled in))[.!:]?$/i;

const dashes = /^[-–—_.…?]+$/;

/** What `YYYY-MM-DD HH:MM UTC` and `xx hrs yy min` are made of. */
const patternPart = /^(?:y+|m+|d+|h+|s+|x+|_+|\?+|utc|hrs?|hours?|mins?|minutes?)$/i;

const bracketed = /^(?:_[^_]+_|\*[^*]+\*|\[[^[\]]+\]|<[^<>]+>|\([^()]+\)|\{[^{}]+\})$/;

/** Whether a cell or a section is still empty: nothing, only comments, our prompt, dashes or "TBD". */
export function isStillEmpty(text: string): boolean {
  const words = withoutComments(text).trim();
  return words === '' || ourPrompt.test(words) || later.test(words) || dashes.test(words);
}

/**
 * The same for a form that nobody has filled in yet, such as a project's issue template: there,
 * `_italics_`, `[brackets]` and patterns like `YYYY-MM-DD` are prompts too.
 */
export function isPromptOfForm(text: string): boolean {
  const words = withoutComments(text).trim();
  return isStillEmpty(words) || bracketed.test(words) || isPattern(words);
}

function isPattern(words: string): boolean {
  const parts = words.split(/[\s:\-/.,]+/).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => patternPart.test(part));
}
