import { createHash } from 'node:crypto';
import { type CellName, cellNames } from './cells.ts';
import { type CommentTopic, commentTopics } from './intents.ts';
import type { IncidentKey } from './words.ts';

/**
 * What the last line of a review says about it, for machines: enough to know the incident again and to
 * tell what we wrote from what a person wrote. Anybody can copy or edit a mark, so it counts only
 * together with the issue's author and project.
 */
export type ReviewMark = {
  incident: IncidentKey;
  /** `incident-review`, or `gitlab:<name>`. */
  template: string;
  /** `hashOfCell` of each cell of the key information that we wrote. */
  cells: Partial<Record<CellName, string>>;
};

/** The last line of a comment of ours: what it is about, so that it is found again instead of repeated. */
export type CommentMark = { topic: CommentTopic; incident: IncidentKey };

const opening = '<!-- incident-review-bot ';
const closing = ' -->';

/** A new key in a mark raises it: an older version of the service leaves alone what it cannot read whole. */
const version = 1;

/** No mark of ours comes near it; longer lines are not looked at. */
const longestMark = 4096;

const longestTemplateName = 255;

export function writeMark({ incident, template, cells }: ReviewMark): string {
  return write({
    incident: inOrder(incident),
    template: template.slice(0, longestTemplateName),
    cells,
    version,
  });
}

export function writeCommentMark({ topic, incident }: CommentMark): string {
  return write({ topic, incident: inOrder(incident), version });
}

/** The mark in the last line that is not empty, and only there; null where that is none of ours. Never throws. */
export function readMark(text: string): ReviewMark | null {
  const found = read(text);
  if (found === null || !hasExactly(found, ['incident', 'template', 'cells', 'version'])) return null;
  const incident = toIncident(found.incident);
  const cells = toCells(found.cells);
  const { template } = found;
  if (incident === null || cells === null || found.version !== version) return null;
  if (typeof template !== 'string' || template === '' || template.length > longestTemplateName) return null;
  return { incident, template, cells };
}

/** As `readMark`, for comments. */
export function readCommentMark(text: string): CommentMark | null {
  const found = read(text);
  if (found === null || !hasExactly(found, ['topic', 'incident', 'version'])) return null;
  const incident = toIncident(found.incident);
  const topic = commentTopics.find((one) => one === found.topic);
  return incident === null || topic === undefined || found.version !== version ? null : { topic, incident };
}

/** A text with a mark as its last line. The empty line before it ends any paragraph, list or table. */
export function withMark(text: string, mark: string): string {
  const body = text.trimEnd();
  return body === '' ? mark : `${body}\n\n${mark}`;
}

/** Whether a line, taken alone, has the form of a mark, whoever wrote it. */
export function looksLikeMark(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.startsWith(opening.trimEnd()) && trimmed.endsWith(closing.trimStart());
}

/** Sixteen hex digits that stand for a cell's text; white space around it does not count, as GitLab cuts it. */
export function hashOfCell(text: string): string {
  return createHash('sha256').update(text.trim()).digest('hex').slice(0, 16);
}

function write(content: object): string {
  const json = JSON.stringify(content)
    // Whatever the values are, the comment ends where we end it.
    .replace(/[<>&]|-(?=-)|[^\x20-\x7e]/g, escaped);
  return opening + json + closing;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function read(text: string): Record<string, unknown> | null {
  const line = lastLine(text);
  if (line.length > longestMark || !line.startsWith(opening) || !line.endsWith(closing)) return null;
  try {
    const content: unknown = JSON.parse(line.slice(opening.length, -closing.length));
    return isRecord(content) ? content : null;
  } catch {
    // Somebody wrote or edited it: no mark is the answer.
    return null;
  }
}

function lastLine(text: string): string {
  const body = text.trimEnd();
  return body.slice(body.lastIndexOf('\n') + 1).trimStart();
}

/** The keys in the order in which a mark is written, and no others. */
function inOrder({ project, issue, iid }: IncidentKey): IncidentKey {
  return { project, issue, iid };
}

function toIncident(value: unknown): IncidentKey | null {
  if (!isRecord(value) || !hasExactly(value, ['project', 'issue', 'iid'])) return null;
  const { project, issue, iid } = value;
  return isId(project) && isId(issue) && isId(iid) ? { project, issue, iid } : null;
}

function toCells(value: unknown): ReviewMark['cells'] | null {
  if (!isRecord(value)) return null;
  const cells: ReviewMark['cells'] = {};
  for (const [key, hash] of Object.entries(value)) {
    const name = cellNames.find((one) => one === key);
    if (name === undefined || typeof hash !== 'string' || !/^[0-9a-f]{16}$/.test(hash)) return null;
    cells[name] = hash;
  }
  return cells;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasExactly(value: Record<string, unknown>, keys: string[]): boolean {
  return Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
