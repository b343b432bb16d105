import { describe, expect, it, test } from 'vitest';
import { configured } from '../../../src/domain/check/configured.ts';
import { evaluate } from '../../../src/domain/check/evaluate.ts';
import type { VerdictKind } from '../../../src/domain/check/verdict.ts';
import { guidelineIds } from '../../../src/domain/guidelines/index.ts';
import { withMark, writeMark } from '../../../src/domain/mark.ts';
import type { ExtraGuideline } from '../../../src/domain/policy.ts';
import { aPolicy, aReviewIssue } from '../../fakes/facts.ts';
import { aReviewText, offlineEvidence, someEvidence } from '../../fakes/review-evidence.ts';

function anExtra(over: Partial<ExtraGuideline> = {}): ExtraGuideline {
  return {
    id: 'own',
    for: 'dri',
    text: 'Own words',
    heading: null,
    words: null,
    label: null,
    linkTo: null,
    ...over,
  };
}

const kinds = (evidence: Parameters<typeof evaluate>[0]) =>
  Object.fromEntries(evaluate(evidence).map(({ id, verdict }) => [id, verdict.is]));

it('judges a review that is complete', () => {
  expect(kinds(someEvidence())).toEqual({
    ...Object.fromEntries(guidelineIds.map((id) => [id, 'met'])),
    labels: 'for-a-person',
    'closed-in-time': 'not-yet',
  });
});

it('asks for those of our own whose box stands in the text, and for all that are configured', () => {
  const box = (id: string) => `- [ ] x <!-- guideline:${id} -->`;
  const text = `## Review Guidelines\n\n${box('summary')}\n${box('title')}\n${box('elsewhere')}\n`;
  const policy = aPolicy({ guidelines: { closeLabel: null, reopen: false, extra: [anExtra()] } });
  expect(evaluate(someEvidence({ text, policy })).map(({ id }) => id)).toEqual(['title', 'summary', 'own']);
  expect(evaluate(someEvidence({ text: box('elsewhere') })).map(({ id }) => id)).toEqual([...guidelineIds]);
});

describe('what is asked for since after a review was opened', () => {
  const box = (id: string) => `- [ ] x <!-- guideline:${id} -->`;
  const textWith = (boxes: string[], opened: string[]) =>
    withMark(
      boxes.map(box).join('\n'),
      writeMark({
        incident: { project: 7, issue: 700, iid: 12 },
        template: 'incident-review',
        cells: {},
        blocks: {},
        boxes: Object.fromEntries(opened.map((id) => [id, ' '])),
      }),
    );
  const policy = aPolicy({ guidelines: { closeLabel: null, reopen: false, extra: [anExtra()] } });
  const template = new Set(['title', 'summary', 'labels']);

  test.each<[string, string[], string[], string[]]>([
    ['a box that is there', ['title', 'own'], [...template, 'own'], ['title', 'own']],
    ['a guideline that is new in the template', ['title'], ['title', 'summary', 'own'], ['title', 'labels']],
    ['one that is new in the configuration', ['title'], ['title', 'summary', 'labels'], ['title', 'own']],
    ['what the template never asked for', ['title'], ['title', 'summary', 'labels', 'own'], ['title']],
  ])('%s', (_what, boxes, opened, asked) => {
    const evidence = someEvidence({ text: textWith(boxes, opened), policy, template });
    expect(evaluate(evidence).map(({ id }) => id)).toEqual(asked);
  });
});

it('offline, exactly what is not in the text needs GitLab', () => {
  const needing = Object.entries(kinds(offlineEvidence())).flatMap(([id, is]) =>
    is === 'needs-gitlab' ? id : [],
  );
  expect(needing).toEqual([
    'title',
    'service-label',
    'severity-label',
    'incident-link',
    'dri-assigned',
    'announced',
    'corrective-actions',
    'takeaways',
    'closed-in-time',
  ]);
  const online = kinds(someEvidence());
  for (const [id, is] of Object.entries(kinds(offlineEvidence()))) {
    if (is !== 'needs-gitlab') expect(is, id).toBe(online[id]);
  }
});

test.each<[Partial<ExtraGuideline>, VerdictKind]>([
  [{}, 'for-a-person'],
  [{ heading: 'summary' }, 'met'],
  [{ heading: 'Summary!', words: 10 }, 'met'],
  [{ heading: 'Summary', words: 100 }, 'not-met'],
  [{ heading: 'Runbook' }, 'not-met'],
  [{ heading: 'Later' }, 'not-met'],
  [{ label: 'Service::*' }, 'met'],
  [{ label: 'team::*' }, 'not-met'],
  [{ linkTo: 'runbooks.example.com' }, 'met'],
  [{ linkTo: 'RUNBOOKS.example.com', heading: 'Links' }, 'met'],
  [{ linkTo: 'runbooks.example.com', heading: 'Summary' }, 'not-met'],
  [{ linkTo: 'evil.example' }, 'not-met'],
  [{ heading: 'Summary', label: 'team::*' }, 'not-met'],
  [{ heading: 'Runbook', label: 'Service::*' }, 'not-met'],
  [{ heading: '№ 1' }, 'met'],
])('a guideline of the configuration, %j: %s', (over, kind) => {
  const after = '## Links\n\n[it](https://runbooks.example.com/x)\n\n## Later\n\n_Fill in: x_\n\n## № 1\n\ny';
  expect(configured(anExtra(over)).check(someEvidence({ text: aReviewText({ after }) })).is).toBe(kind);
});

it('a label is asked of GitLab, unless the text decides', () => {
  const offline = (over: Partial<ExtraGuideline>) => configured(anExtra(over)).check(offlineEvidence()).is;
  expect(offline({ label: 'x' })).toBe('needs-gitlab');
  expect(offline({ label: 'x', heading: 'Summary' })).toBe('needs-gitlab');
  expect(offline({ label: 'x', heading: 'Runbook' })).toBe('not-met');
});

it('says what it asks for in words that harm nobody', () => {
  const one = configured(anExtra({ text: '@all must /close it', heading: '<!-- x -->', label: '~x' }));
  expect(one.asks).toBe('`@all must /close it`');
  const verdict = one.check(someEvidence({ review: aReviewIssue({ labels: [] }) }));
  expect(JSON.stringify(verdict)).not.toMatch(/<!--|(?<!`)~x/);
});
