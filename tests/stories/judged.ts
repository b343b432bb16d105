import type { MadeIssue, RecordedRequest, ShownIssue } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, type StageOptions, setStage } from './stage.ts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

export const summaryPrompt = '_Fill in: what customers could not do, who they were and for how long_';
export const summary = [
  'Nobody could verify a runner for two hours.',
  'New runner managers got an error, and those that were known went on.',
].join(' ');

/** A stage with one review, and what people and the service do to it. */
export type Judged = {
  stage: Stage;
  incident: MadeIssue;
  review(): ShownIssue;
  at(): { project: number | string; iid: number };
  text(): string;
  /** What stands in the box of a guideline. */
  box(id: string): string | undefined;
  /** What the service has said on the review. */
  comments(): ShownIssue['notes'];
  edit(from: string | RegExp, to: string): void;
  /** Ticks `summary` by evidence. */
  summarise(): void;
  /** Long enough for everything that waits for people to pause. */
  settled(): Promise<void>;
  requests(method: string): RecordedRequest[];
};

/** The incident is closed and its review judged for the first time; `isJudged: false` stops before that. */
export async function setJudged(
  options: StageOptions & {
    draft?: Parameters<Stage['incident']>[0];
    prepare?: (stage: Stage) => void;
    isJudged?: boolean;
  } = {},
): Promise<Judged> {
  const { draft = {}, prepare, isJudged = true, ...rest } = options;
  const stage = await setStage(rest);
  prepare?.(stage);
  const incident = stage.incident({
    description: 'Start Time: 2024-10-31 04:00 UTC\n\nEnd Time: 2024-10-31 06:00 UTC',
    ...draft,
  });
  await stage.after(2 * hour);
  stage.gitlab.as('dora').close(incident);
  const settled = async (): Promise<void> => {
    await stage.calm();
    await stage.after(10 * second);
    await stage.after(10 * second);
  };
  if (isJudged) await settled();
  else await stage.calm();
  const alice = () => stage.gitlab.as('alice');
  const review = (): ShownIssue => {
    const found = stage.reviews().find(({ movedTo }) => movedTo === null);
    if (!found) throw new Error('there is no review');
    return found;
  };
  const at = () => ({ project: review().project, iid: review().iid });
  const text = () => review().description;
  const edit = (from: string | RegExp, to: string) => alice().editDescription(at(), text().replace(from, to));
  return {
    stage,
    incident,
    review,
    at,
    text,
    box: (id) => text().match(new RegExp(`\\[(.)\\][^\\n]*<!-- guideline:${id} -->`))?.[1],
    comments: () =>
      review().notes.filter(({ author, system }) => author === 'incident-review-bot' && !system),
    edit,
    summarise: () => {
      edit(summaryPrompt, summary);
      edit(
        /_Fill in: what made it possible[^\n]*_/,
        'A foreign key went live before its rows had been copied over to it.',
      );
      edit(/_Fill in: what kept the repair[^\n]*_/, 'Nothing did.');
    },
    settled,
    requests: (method) => stage.gitlab.requests.filter((one) => one.method === method),
  };
}
