import { setTimeout as sleep } from 'node:timers/promises';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { names } from '../../tests/leaks/text.ts';
import { type Replicas, startReplicas } from './replicas.ts';
import type { Victim } from './service.ts';
import { troubles } from './trouble.ts';
import { project, type World } from './world.ts';

/** From 0 up to 1; the same seed gives the same storm. */
export type Random = { next(): number };

/**
 * `turning`: will become confidential while their reviews are opened and told of; `telling`: once a channel
 * shows what is told of them; `turned`: became so after that.
 */
export type Closures = Record<'needed' | 'notNeeded' | 'turning' | 'telling' | 'turned', MadeIssue[]>;

/** `pauseMs`: how long the database stands still, where it is a server. */
export type StormSize = { closures: number; kills: number; replicas: number; pauseMs: number };

const startsUpMs = 1_500;
const livesMs = 2_000;
/** GitLab shows a state that is at most so old. */
export const longestLagMs = 5_000;

/**
 * Closes incidents while the service is killed again and again, at any moment of its life: some while it
 * starts, most while it works.
 */
export async function storm(
  world: World,
  { closures, kills, replicas, pauseMs }: StormSize,
  random: Random,
  report: (line: string) => void,
): Promise<{ closures: Closures; living: Replicas; faults: string[] }> {
  const done: Closures = { needed: [], notNeeded: [], turning: [], telling: [], turned: [] };
  const faults: string[] = [];
  const living = startReplicas(world, replicas);
  const perLife = closures / kills;
  for (let killed = 0; killed < kills; killed += 1) {
    world.gitlab.faults.lag(random.next() * longestLagMs);
    const place = Math.floor(random.next() * replicas);
    const victim = living.victim(place);
    const until = Math.round((killed + 1) * perLife);
    hideWhatWasTold(world, done);
    const lifeMs = await lifetime(victim, random);
    const closing = closeSome(world, done, until, lifeMs, random);
    await Promise.all([sleep(lifeMs), troubleAfter(killed, { kills, pauseMs }, living, world, report)]);
    if (!(await victim.kill('SIGKILL'))) faults.push(`the service ended by itself:\n${victim.said()}`);
    await closing;
    living.replace(place);
    if (killed + 1 === kills)
      for (const issue of done.turning.splice(0)) world.gitlab.as('dora').setConfidential(issue, true);
    if ((killed + 1) % 10 === 0) report(`${killed + 1} of ${kills} kills, ${done.needed.length} closures`);
  }
  return { closures: done, living, faults };
}

/** In the middle of the storm the database is in trouble too: a third of the kills between one and the next. */
async function troubleAfter(
  killed: number,
  { kills, pauseMs }: Pick<StormSize, 'kills' | 'pauseMs'>,
  living: Replicas,
  { postgres }: World,
  report: (line: string) => void,
): Promise<void> {
  const trouble = troubles.find((_, n) => killed === Math.floor((kills * (n + 0.5)) / troubles.length));
  if (postgres === null || trouble === undefined) return;
  // A service that starts while there is no database ends at once, as it should.
  await living.ready();
  report(`the database: ${trouble.name}`);
  await trouble(postgres, pauseMs);
}

/** How long it may live from now on; most are let come up first. */
async function lifetime(victim: Victim, random: Random): Promise<number> {
  const early = random.next() < 0.25;
  const ms = random.next() * (early ? startsUpMs : livesMs);
  if (!early) await victim.ready;
  return ms;
}

async function closeSome(
  world: World,
  done: Closures,
  until: number,
  withinMs: number,
  random: Random,
): Promise<void> {
  const count = until - done.needed.length;
  for (let n = 0; n < count; n += 1) {
    await sleep(withinMs / count);
    closeOne(world, done, random);
  }
}

/** Those of `telling` that a channel shows become confidential: what was said has to be taken back. */
export function hideWhatWasTold({ gitlab, slack }: World, done: Closures): void {
  const said = slack.snapshot().channels.flatMap(({ messages }) => messages);
  for (const issue of done.telling.splice(0)) {
    const { title } = gitlab.issue(issue);
    const told = said.some(({ text }) => names(text, title));
    if (told) gitlab.as('dora').setConfidential(issue, true);
    done[told ? 'turned' : 'telling'].push(issue);
  }
}

/**
 * Of ten incidents one is confidential, one becomes so a moment later, one is closed twice, some are of no
 * consequence; one in eight becomes confidential once it was told of.
 */
function closeOne({ gitlab }: World, done: Closures, random: Random): void {
  const dora = gitlab.as('dora');
  for (const issue of done.turning.splice(0)) dora.setConfidential(issue, true);
  const kind = random.next();
  const late = done.needed.length % 8 === 4;
  const number = done.needed.length + done.notNeeded.length + 1;
  const service = random.next() < 0.5 ? 'Service::CI Runners' : 'Service::API';
  const labels = ['incident', service];
  if (random.next() < 0.1) {
    const slight = dora.createIncident(project, {
      title: `Slight trouble ${number}`,
      labels: [...labels, 'severity::4'],
    });
    dora.close(slight);
    done.notNeeded.push(slight);
  }
  const incident = dora.createIncident(project, {
    title: `${late || kind < 0.2 ? 'Secret' : 'Open'} trouble ${number}`,
    labels: [...labels, 'severity::2'],
    confidential: !late && kind < 0.1,
  });
  dora.close(incident);
  if (kind > 0.9) {
    dora.reopen(incident);
    dora.close(incident);
  }
  if (late) done.telling.push(incident);
  else if (kind >= 0.1 && kind < 0.2) done.turning.push(incident);
  done.needed.push(incident);
}
