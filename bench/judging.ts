import { fileURLToPath } from 'node:url';
import { loadTemplates } from '../src/adapters/templates/load-templates.ts';
import { fullSample } from '../src/adapters/templates/samples.ts';
import { defaultPolicy } from '../src/config/schema.ts';
import { tick } from '../src/domain/boxes/tick.ts';
import { evaluate } from '../src/domain/check/evaluate.ts';
import type { Evidence } from '../src/domain/check/evidence.ts';
import { reportOf } from '../src/domain/check/report.ts';
import { hintsOn } from '../src/domain/hints/index.ts';
import { merge } from '../src/domain/merge/merge.ts';
import { readReviewText } from '../src/domain/review-text/review-text.ts';
import { incidentText } from './reading/texts.ts';
import { median, type Row } from './table.ts';

const rounds = 7;
const small = 128 * 1_024;
const large = 1_024 * 1_024;
const goalMs = 1_000;
const goalGrowth = 10;

const templates = loadTemplates(fileURLToPath(new URL('../templates', import.meta.url)));

/** What a review costs to judge, from its text to the words of its comment, and two changes of it to merge. */
export async function measureJudging(tell: (line: string) => void): Promise<Row[]> {
  const texts = {
    opened: reviewWith(''),
    small: reviewWith(incidentText(small)),
    large: reviewWith(incidentText(large)),
  };
  const judged = {
    opened: time(() => judge(texts.opened)),
    small: time(() => judge(texts.small)),
    large: time(() => judge(texts.large)),
  };
  const merged = { small: time(() => mergeInto(texts.small)), large: time(() => mergeInto(texts.large)) };
  tell(
    `judging: ${judged.opened.toFixed(1)} ms as opened, ${judged.large.toFixed(0)} ms with 1 MiB of story`,
  );
  return [
    { what: 'a review judged as it is opened, ms', service: judged.opened, goals: [], digits: 1 },
    rowOf('the same with 1 MiB of story, ms', judged),
    rowOf('two changes of that merged, ms', merged),
  ];
}

function rowOf(what: string, times: { small: number; large: number }): Row {
  const growth = times.large / times.small;
  return {
    what,
    service: times.large,
    goals: [
      { text: `under ${goalMs} ms`, met: times.large < goalMs },
      { text: `${goalGrowth} × that of 128 KiB: ${growth.toFixed(1)}`, met: growth <= goalGrowth },
    ],
    digits: 0,
  };
}

function time(work: () => void): number {
  const timesMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startedMs = performance.now();
    work();
    timesMs.push(performance.now() - startedMs);
  }
  // The first warms up.
  return median(timesMs.slice(1));
}

function reviewWith(story: string): string {
  return templates.review('incident-review', fullSample).replace('## Details\n', `## Details\n\n${story}\n`);
}

function judge(description: string): void {
  const evidence: Evidence = {
    now: fullSample.readAt,
    policy: { ...defaultPolicy(), botUsers: [] },
    text: readReviewText(description),
    template: templates.guidelinesOf('incident-review'),
    review: null,
    incident: null,
    related: null,
    announced: null,
    discussion: null,
  };
  const judged = evaluate(evidence);
  tick(description, new Map(judged.map(({ id }) => [id, 'x'])));
  const report = reportOf({ judged, changes: [], byPeople: {}, hints: hintsOn(evidence) });
  templates.onReview('guidelines', { ...report, reopens: false }, fullSample.incident);
}

/** A person wrote at the end of the story while we ticked a box. */
function mergeInto(base: string): void {
  const theirs = base.replace('### Metrics', 'It was over at noon.\n\n### Metrics');
  const ours = base.replace('- [ ]', '- [x]');
  merge(base, ours, theirs);
}
