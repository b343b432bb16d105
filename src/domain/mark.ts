import { createHash } from 'node:crypto';
import { type Boxes, type BoxState, boxId, boxStates } from './boxes/box.ts';
import { type CellName, cellNames } from './cells.ts';
import { type CommentTopic, commentTopics } from './comment-topics.ts';
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
  /** `hashOfText` of what stood in each cell of the key information when it was ours to write. */
  cells: Partial<Record<CellName, string>>;
  /** The same of each block that we wrote. */
  blocks: Partial<Record<BlockName, string>>;
  /** What stood in each box when it was ours to write, by the id in its own mark. */
  boxes: Boxes;
  /** Which of our writes it came with; the one that a review opens with has none. */
  write?: string;
};

/** Parts of a review that are more than a cell. The names stand in marks: never rename one. */
export const blockNames = ['howFound', 'measured', 'charts', 'times'] as const;

export type BlockName = (typeof blockNames)[number];

/**
 * The last line of a comment of ours: what it is about, so that it is found again instead of repeated. `text`: in one
 * that is edited in place, `hashOfText` of the rest as we wrote it.
 */
export type CommentMark = { topic: CommentTopic; incident: IncidentKey; text?: string };

const opening = '<!-- incident-review-bot ';
const closing = ' -->';

/**
 * A new key in a mark raises it: an older version of the service leaves alone what it cannot read whole. Reviews of the
 * first version have no blocks, and those of the first two no boxes.
 */
const reviewVersion = 3;
const commentVersion = 1;

/** No mark of ours comes near it; longer lines are not looked at. */
export const longestMark = 16_384;

/** More than any list of guidelines has; of a form with more, those at its end count as nobody's. */
const mostBoxes = 100;

const longestTemplateName = 255;

export function writeMark({ incident, template, cells, blocks, boxes, write: stamp }: ReviewMark): string {
  return write({
    incident: inOrder(incident),
    template: template.slice(0, longestTemplateName),
    cells,
    blocks,
    boxes: Object.fromEntries(Object.entries(boxes).slice(0, mostBoxes)),
    ...(stamp === undefined ? {} : { write: stamp }),
    version: reviewVersion,
  });
}

export function writeCommentMark({ topic, incident, text }: CommentMark): string {
  const stamp = text === undefined ? {} : { text };
  return write({ topic, incident: inOrder(incident), ...stamp, version: commentVersion });
}

/** The mark in the last line that is not empty, and only there; null where that is none of ours. Never throws. */
export function readMark(text: string): ReviewMark | null {
  const found = read(text);
  if (found === null) return null;
  const { version, write: stamp, ...rest } = found;
  if (!hasExactly(rest, keysOfVersion(version))) return null;
  const incident = toIncident(rest.incident);
  const cells = toHashes(rest.cells, cellNames);
  const blocks = toHashes(rest.blocks ?? {}, blockNames);
  const boxes = toBoxes(rest.boxes ?? {});
  const { template } = rest;
  if (incident === null || cells === null || blocks === null || boxes === null) return null;
  if (stamp !== undefined && (version !== reviewVersion || !isHash(stamp))) return null;
  if (typeof template !== 'string' || template === '' || template.length > longestTemplateName) return null;
  return { incident, template, cells, blocks, boxes, ...(stamp === undefined ? {} : { write: stamp }) };
}

/** As `readMark`, for comments. */
export function readCommentMark(text: string): CommentMark | null {
  const found = read(text);
  if (found === null) return null;
  const { text: stamp, ...rest } = found;
  if (!hasExactly(rest, ['topic', 'incident', 'version']) || rest.version !== commentVersion) return null;
  const incident = toIncident(rest.incident);
  const topic = commentTopics.find((one) => one === rest.topic);
  if (incident === null || topic === undefined) return null;
  if (stamp === undefined) return { topic, incident };
  return isHash(stamp) ? { topic, incident, text: stamp } : null;
}

/** Whether a comment stands as we wrote it, to the word; then whoever wrote there last was us. */
export function isAsWritten(comment: string): boolean {
  const body = comment.trimEnd();
  return readCommentMark(comment)?.text === hashOfText(body.slice(0, body.lastIndexOf('\n') + 1));
}

/** A text with a mark as its last line. The empty line before it ends any paragraph, list or table. */
export function withMark(text: string, mark: string): string {
  const body = text.trimEnd();
  return body === '' ? mark : `${body}\n\n${mark}`;
}

/** The same text with another mark in the place of its own; to the character, but for the mark. */
export function withMarkAnew(text: string, mark: ReviewMark): string {
  const body = text.trimEnd();
  const line = lastLine(text);
  return body.slice(0, body.length - line.length) + writeMark(mark) + text.slice(body.length);
}

/** A text with `write` in its mark; as it is where it has none. */
export function stamped(text: string, write: string): string {
  const mark = readMark(text);
  return mark === null ? text : withMarkAnew(text, { ...mark, write });
}

/** A text without the line of its mark; the whole text where there is none. */
export function withoutMark(text: string): string {
  if (readMark(text) === null) return text;
  const body = text.trimEnd();
  return body.slice(0, body.lastIndexOf('\n') + 1);
}

/** Whether a line, taken alone, has the form of a mark, whoever wrote it. */
export function looksLikeMark(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.startsWith(opening.trimEnd()) && trimmed.endsWith(closing.trimStart());
}

/** Sixteen hex digits that stand for a text; white space around it does not count, as GitLab cuts it. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text.replace(/\r\n?/g, '\n').trim()).digest('hex').slice(0, 16);
}

/** Each text by its name as its hash. */
export function hashesOf<Name extends string>(
  texts: Partial<Record<Name, string>>,
): Partial<Record<Name, string>> {
  const hashes: Partial<Record<Name, string>> = {};
  for (const name in texts) {
    const text = texts[name];
    if (text !== undefined) hashes[name] = hashOfText(text);
  }
  return hashes;
}

function write(content: object): string {
  return opening + asComment(content) + closing;
}

/** A value as JSON that a comment of HTML may hold: whatever is in it, the comment ends where we end it. */
export function asComment(content: object): string {
  return JSON.stringify(content).replace(/[<>&]|-(?=-)|[^\x20-\x7e]/g, escaped);
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

function toHashes<Name extends string>(
  value: unknown,
  names: readonly Name[],
): Partial<Record<Name, string>> | null {
  if (!isRecord(value)) return null;
  const hashes: Partial<Record<Name, string>> = {};
  for (const [key, hash] of Object.entries(value)) {
    const name = names.find((one) => one === key);
    if (name === undefined || !isHash(hash)) return null;
    hashes[name] = hash;
  }
  return hashes;
}

function toBoxes(value: unknown): Boxes | null {
  if (!isRecord(value)) return null;
  const boxes: Record<string, BoxState> = {};
  for (const [id, told] of Object.entries(value)) {
    const state = boxStates.find((one) => one === told);
    if (!boxId.test(id) || state === undefined) return null;
    boxes[id] = state;
  }
  return boxes;
}

function keysOfVersion(version: unknown): string[] {
  const first = ['incident', 'template', 'cells'];
  if (version === 1) return first;
  if (version === 2) return [...first, 'blocks'];
  return version === reviewVersion ? [...first, 'blocks', 'boxes'] : [];
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);
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
