import type { BoxState } from '../../../../src/domain/boxes/box.ts';
import { boxesIn } from '../../../../src/domain/boxes/find-boxes.ts';
import { tick } from '../../../../src/domain/boxes/tick.ts';
import { type CellName, cellNames } from '../../../../src/domain/cells.ts';
import { guidelineIds } from '../../../../src/domain/guidelines/index.ts';
import type { Intent } from '../../../../src/domain/intents.ts';
import { isStillEmpty } from '../../../../src/domain/placeholder.ts';
import { Problem } from '../../../../src/domain/problems.ts';
import { refill } from '../../../../src/domain/refill.ts';
import { applyEvent } from '../../../../src/flows/apply-event.ts';
import type { Deps } from '../../../../src/flows/deps.ts';
import { perform } from '../../../../src/flows/intents/index.ts';
import { reviewNow } from '../../../../src/flows/read-now.ts';
import { writeText } from '../../../../src/flows/write-text.ts';
import type { ClaimedIntent } from '../../../../src/ports/storage.ts';
import { anOpenReview, aReviewIssue } from '../../../contract/storage-values.ts';
import { clockAt } from '../../../fakes/clock.ts';
import { aPolicy, aReviewIssue as aSnapshot } from '../../../fakes/facts.ts';
import { recordedLog } from '../../../fakes/log.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Echo, modelGitLab, type WriteFate, writeFates } from './gitlab.ts';
import { act, cellsIn, type Memory, newMemory, oddIn } from './person.ts';
import { modelStorage } from './storage.ts';

const bot = { id: 99, username: 'incident-review-bot' };
const start = '2026-03-02T08:00:00.000Z';

/** What is known of the incident at one moment, and so what we want to stand in its review. */
type Knowledge = { boxes: Map<string, BoxState>; cells: Record<CellName, string> };

export type Run = { memory: Memory; text: string; overwritten: number; restored: number; writes: number };

/**
 * People and the service edit one review at the same time: what we do is interrupted at every call, GitLab is behind, loses
 * answers, and tells of our writes late, twice and in any order. At the end all is told and it grows quiet.
 */
export async function runEdits(seed: number, opened: string): Promise<Run & { faults: string[] }> {
  const chance = chanceOf(seed);
  const clock = clockAt(start);
  const memory = newMemory();
  let people = true;
  const between = (): void => {
    if (!people) return;
    if (chance.happens(15)) clock.advance(chance.upTo(45_000));
    if (chance.happens(20)) gitlab.edit((text) => act(text, chance, memory));
  };
  const fate = (): WriteFate =>
    people && chance.happens(25) ? (chance.one(writeFates) ?? 'taken') : 'taken';
  const issue = {
    ...aSnapshot({ updatedAt: start, createdAt: start }),
    description: opened,
    author: bot,
    hasComments: false,
  };
  const gitlab = modelGitLab(issue, clock, between, fate, (text) => {
    for (const name of oddIn(text)) memory.odd.add(name);
  });
  const { project, id, iid } = issue;
  const row = anOpenReview(700, {
    incident: { project: 7, issue: 700, iid: 12 },
    issue: aReviewIssue({ project: project.id, id, iid, updatedAt: start }),
    openedAt: start,
  });
  const storage = modelStorage(row, between);
  const deps = {
    storage: storage.api,
    gitlab: gitlab.api,
    clock,
    log: recordedLog(),
    policy: () => aPolicy({ services: [] }),
    onIntents: () => undefined,
    oneAtATime: <T>(work: () => Promise<T>) => work(),
  } as unknown as Deps;
  const { incident } = row;
  let restored = 0;
  const intents: Intent[] = [];

  const evaluate = async ({ boxes, cells }: Knowledge): Promise<void> => {
    const shown = await reviewNow(
      (await storage.api.reviewOf(incident)) ?? row,
      { firstAttemptAt: clock.now() },
      deps,
    );
    if (shown === null) return;
    const filled = refill(shown.description, {
      cells: Object.fromEntries(cellNames.map((name) => [name, { text: cells[name], known: true }])) as never,
      blocks: { howFound: null, measured: null, charts: null, times: null },
    });
    const ticked = tick(filled?.text ?? shown.description, boxes);
    if (ticked === null || ticked.text === shown.description) return;
    memory.told.push(`we write ${filled?.written.join()} ${ticked.written.join()}`);
    await writeText(row, shown, ticked, deps);
  };
  const hear = async ({ issue, previous, current }: Echo): Promise<void> => {
    const { description: _text, author: _author, hasComments: _has, ...snapshot } = issue;
    memory.told.push(`we hear of our write at ${issue.updatedAt}`);
    await applyEvent(
      {
        kind: 'issue.changed',
        issue: snapshot,
        before: {},
        by: { ...bot, name: 'Bot' },
        edited: { previous, current },
      },
      {},
      deps,
    );
  };
  const carryOut = async (intent: Intent): Promise<void> => {
    if (intent.body.kind !== 'restore-edit') return;
    const now = clock.now();
    const claimed: ClaimedIntent = {
      ...intent,
      id: 1,
      attempts: 1,
      maybeDoneAt: null,
      createdAt: now,
      firstAttemptAt: now,
    };
    try {
      const { note } = await perform(claimed, deps);
      memory.told.push(`we restore: ${note}`);
      if (note?.includes('is restored')) restored += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      memory.told.push(`we could not restore: ${error.code}`);
      intents.push(intent);
    }
  };
  const attempt = async (knowledge: Knowledge): Promise<void> => {
    try {
      await evaluate(knowledge);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      memory.told.push(`we could not write: ${error.code}`);
    }
  };
  const next = async (): Promise<void> => {
    intents.push(...storage.takeIntents());
    const what = chance.upTo(10);
    if (what < 4) await attempt(someKnowledge(chance));
    else if (what < 6) gitlab.edit((text) => act(text, chance, memory));
    else if (what < 8 && gitlab.echoes.length > 0) {
      const at = chance.upTo(gitlab.echoes.length);
      const echo = chance.happens(20) ? gitlab.echoes[at] : gitlab.echoes.splice(at, 1)[0];
      if (echo) await hear(echo);
    } else {
      const [intent] = intents.splice(chance.upTo(Math.max(1, intents.length)), 1);
      if (intent) await carryOut(intent);
    }
  };
  const growQuiet = async (): Promise<void> => {
    for (;;) {
      const echo = gitlab.echoes.splice(chance.upTo(Math.max(1, gitlab.echoes.length)), 1)[0];
      if (echo) await hear(echo);
      intents.push(...storage.takeIntents());
      const intent = intents.shift();
      if (intent) await carryOut(intent);
      if (!echo && !intent) return;
    }
  };

  for (let step = 3 + chance.upTo(8); step > 0; step -= 1) await next();
  people = false;
  await growQuiet();
  const knowledge = someKnowledge(chance);
  await attempt(knowledge);
  await growQuiet();
  const writes = gitlab.writes();
  await attempt(knowledge);
  const faults = faultsIn(gitlab.text(), memory, knowledge);
  if (gitlab.writes() !== writes) faults.push('an unchanged review was written');
  return { memory, text: gitlab.text(), overwritten: gitlab.overwritten(), restored, writes, faults };
}

function someKnowledge(chance: Chance): Knowledge {
  const boxes = new Map<string, BoxState>(
    guidelineIds.map((id) => [id, chance.one(['x', 'x', ' ', '~'] as const) ?? ' ']),
  );
  const cells = Object.fromEntries(cellNames.map((name) => [name, `ours ${chance.upTo(4)}`])) as Record<
    CellName,
    string
  >;
  return { boxes, cells };
}

/** What a review lacks of what people did to it, and of what we know. */
function faultsIn(
  text: string,
  { alive, gone, hasMoved, moved, boxes, odd, written }: Memory,
  known: Knowledge,
): string[] {
  const faults: string[] = [];
  for (const word of alive) if (!text.includes(word)) faults.push(`${word} is lost`);
  for (const word of hasMoved ? [] : gone)
    if (text.includes(word) && !moved.has(word)) faults.push(`${word} is back`);
  const isMarked = text.split('\n').at(-1)?.startsWith('<!-- incident-review-bot ') === true;
  for (const [id, state] of Object.entries(boxesIn(text))) {
    if (odd.has(id)) continue;
    const theirs = boxes.get(id);
    if (theirs !== undefined && theirs !== state)
      faults.push(`${id} is "${state}", a person set "${theirs}"`);
    const wanted = known.boxes.get(id);
    if (isMarked && theirs === undefined && wanted !== undefined && wanted !== state) {
      faults.push(`${id} is "${state}" and should be "${wanted}"`);
    }
  }
  for (const [name, value] of cellsIn(text)) {
    if (odd.has(name)) continue;
    if (value.includes('«')) {
      // What they left of ours is theirs.
      const ours = value.match(/ours \d/g) ?? [];
      if (!ours.every((one) => written.some((text) => text.includes(one)))) {
        faults.push(`${name} is "${value}", and people wrote ${written.join(', ')}`);
      }
    } else if (isMarked && !isStillEmpty(value) && value !== known.cells[name])
      faults.push(`${name} is "${value}", not "${known.cells[name]}"`);
  }
  return faults;
}
