import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { commentSamples } from '../../../src/adapters/templates/samples.ts';
import { decide } from '../../../src/domain/decide/index.ts';
import { planReview } from '../../../src/domain/plan-review.ts';
import { anIncident, aPolicy, closedAt, someFacts } from '../../fakes/facts.ts';
import { shipped } from './shipped.ts';

const templates = loadTemplates(shipped);

test.each([
  ['severity-unknown' as const, ['incident']],
  ['waiver-reason' as const, ['incident', 'severity::1', 'review-not-needed']],
])('what is decided to be said about %s has a template with the same values', (topic, labels) => {
  const issue = anIncident({ labels });
  const { intents } = decide(
    { kind: 'issue.changed', issue, before: {}, by: null },
    null,
    aPolicy(),
    closedAt,
  );
  const body = intents.map((intent) => intent.body).find(({ kind }) => kind === 'comment-on-incident');
  if (body?.kind !== 'comment-on-incident') throw new Error('nothing is to be said');
  expect(body.topic).toBe(topic);
  expect(Object.keys(body.values).sort()).toEqual(Object.keys(commentSamples[topic]).sort());
  expect(templates.comment(topic, body.values, body.incident)).toContain('`review-not-needed`');
});

test('a planned review is written in plain words, without code where there need be none', () => {
  const incident = { project: 7, issue: 700, iid: 12 };
  const { template, values } = planReview(incident, someFacts(), aPolicy(), closedAt);
  const text = templates.review(template, values);
  expect(text).toMatch(
    /\*\*DRI when this review opened:\*\* \w+ \(`@\w+`\)\. Why: an owner of Service::CI Runners with /,
  );
  expect(text).toContain('| Incident Severity | severity::2 (high) |');
  expect(text).toMatch(/\| Start Time \| 2024-10-31 \d\d:\d\d UTC /);
  expect(text).toContain('| Link to Incident Issue | #12 |');
  expect(text).toMatch(/- \[x\] .* <!-- guideline:service-label -->/);
});
