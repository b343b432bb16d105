import { afterEach } from 'vitest';
import { connectGitLab, type GitLabOptions } from '../../../src/adapters/gitlab/connect.ts';
import { Problem } from '../../../src/domain/problems.ts';
import { type Asked, type Reply, startScriptedGitLab } from './scripted-gitlab.ts';

export const token = 'glpat-planted-1234567890';

const running: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** A scripted server that is closed after the test. */
export async function startScripted(script: (asked: Asked, number: number) => Reply) {
  const server = await startScriptedGitLab(script);
  running.push(server);
  return server;
}

/** The adapter against a server that answers as told; waits are recorded and pass at once. */
export async function connectTo(
  script: (asked: Asked, number: number) => Reply,
  options: Partial<GitLabOptions> = {},
) {
  const server = await startScripted(script);
  const waits: number[] = [];
  const clock = { ms: Date.parse('2026-03-02T08:00:00Z') };
  const gitlab = connectGitLab({
    token,
    now: () => clock.ms,
    random: () => 0,
    sleep: async (ms) => {
      waits.push(ms);
      clock.ms += ms;
    },
    ...options,
    url: server.url + (options.url ?? ''),
  });
  return { gitlab, waits, clock, asked: server.asked, close: server.close };
}

/** The problem that a call ends with; anything else fails the test. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const failure = await promise.then(
    () => new Error('It succeeded'),
    (thrown: unknown) => thrown,
  );
  if (failure instanceof Problem) return failure;
  throw failure;
}
