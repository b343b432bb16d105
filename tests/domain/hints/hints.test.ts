import { describe, expect, it, test } from 'vitest';
import { actions } from '../../../src/domain/hints/actions.ts';
import { hintsOn } from '../../../src/domain/hints/index.ts';
import { peopleAsCause } from '../../../src/domain/hints/people-as-cause.ts';
import { placeholders } from '../../../src/domain/hints/placeholders.ts';
import { severityDiffers } from '../../../src/domain/hints/severity-differs.ts';
import { hasVerb } from '../../../src/domain/hints/verbs.ts';
import type { IssueSnapshot } from '../../../src/domain/words.ts';
import { anIncident } from '../../fakes/facts.ts';
import { anAction, aReviewText, offlineEvidence, someEvidence } from '../../fakes/review-evidence.ts';

it('has nothing to say of a review that is complete', () => {
  expect(hintsOn(someEvidence())).toEqual([]);
});

describe('placeholders', () => {
  const of = (after: string) => placeholders(someEvidence({ text: aReviewText({ after }) }));

  it('names the sections in which something is left', () => {
    expect(of('## Learning\n\n_Fill in: one thing_\n\n## Links\n\nTODO: add the runbook')).toEqual([
      {
        about: 'placeholder',
        line: null,
        says: 'Something is still to be written under _Learning_ and _Links_. Where there is nothing to say, say that.',
      },
    ]);
  });

  it('tells the line of one alone', () => {
    expect(placeholders(someEvidence({ text: '# A\n\nx\n\n- TBD' }))).toMatchObject([{ line: 5 }]);
  });

  it.each(['nothing', '`TODO` in code', 'mastodons', '<!-- a hint -->'])('is silent on %j', (words) => {
    expect(of(`## More\n\n${words === '`TODO` in code' ? '```\nTODO\n```' : words}`)).toEqual([]);
  });
});

test('boxes that stand twice are told, and none that stands once', () => {
  const box = (id: string) => `- [ ] x <!-- guideline:${id} -->`;
  const of = (...ids: string[]) =>
    hintsOn(someEvidence({ text: aReviewText({ after: ids.map(box).join('\n') }) }));
  expect(of('summary', 'own')).toEqual([]);
  expect(of('summary', 'own', 'title', 'summary', 'own')).toEqual([
    {
      about: 'box-twice',
      line: null,
      says: 'More than one box stands for the summary and `own`, so none of them is set by itself. Leave one.',
    },
  ]);
});

describe('another severity than the incident has', () => {
  const of = (cell: string, over: Partial<IssueSnapshot> = {}, withheld = false) =>
    severityDiffers(
      someEvidence({
        text: aReviewText({ cells: { 'Incident Severity': cell } }),
        incident: { issue: anIncident(over), withheld },
      }),
    );

  it('is told', () => {
    expect(of('severity::1 (critical)')).toEqual([
      { about: 'severity-differs', line: null, says: '_Incident Severity_ says 1, and the incident 2.' },
    ]);
  });

  it('is not where it is the same, unknown or hidden', () => {
    expect([
      ...of('S2'),
      ...of(''),
      ...of('bad'),
      ...of('S1', { labels: [] }),
      ...of('S1', {}, true),
    ]).toEqual([]);
    expect(severityDiffers(offlineEvidence())).toEqual([]);
  });
});

describe('a person as the cause', () => {
  const found = (cause: string) =>
    peopleAsCause(someEvidence({ text: aReviewText({ sections: { 'Root Cause': cause } }) })).length > 0;

  it.each([
    '@mira forgot to drain the node.',
    'The outage was caused by @mira.',
    "It was @mira's mistake.",
    'Then @mira.okafor accidentally deleted the volume.',
    '@mira, who failed to read the runbook, went on.',
    '@mira should have asked.',
    'This was the fault of @mira',
    'Mira Okafor forgot to drain the node.',
    'It was a mistake by Mira Okafor.',
    "Mira Okafor's negligence.",
    'Mira Okafor had overlooked the warning.',
  ])('%j', (cause) => {
    expect(found(cause)).toBe(true);
  });

  it.each([
    'Load Balancer failed to drain the node.',
    'The Redis Cluster broke under the load.',
    '@mira reverted the deploy that broke checkout.',
    'Thanks to @mira, who noticed that alerts were missed.',
    '@mira noticed it first. The job failed to start.',
    '@babel/core failed to parse it.',
    'mail@example.com was caused by spam',
    '`@mira forgot`',
    'Nobody forgot anything; the tool allowed it.',
    'Human error is never a cause.',
    'The Feature Flag was accidentally enabled.',
    'On Monday Morning the cache was overlooked by the script.',
    'A constraint was added before the rows had been copied.',
  ])('not %j', (cause) => {
    expect(found(cause)).toBe(false);
  });

  it('looks at the cause alone, and names nobody', () => {
    const elsewhere = aReviewText({ sections: { Summary: '@mira forgot it. It broke.' } });
    expect(peopleAsCause(someEvidence({ text: elsewhere }))).toEqual([]);
    const [hint] = peopleAsCause(
      someEvidence({ text: aReviewText({ sections: { 'Root Cause': 'Mira Okafor forgot it.' } }) }),
    );
    expect(hint?.says).not.toMatch(/mira/i);
  });
});

describe('actions', () => {
  const of = (text: string, related: IssueSnapshot[] | null = [anAction()]) => {
    const sections = { 'Outcomes / Corrective Actions': text };
    return actions(someEvidence({ text: aReviewText({ sections }), related })).map(({ about, says }) => [
      about,
      says,
    ]);
  };

  it('tells which has nobody who does it, and which says nothing that is done', () => {
    expect(of('- Better alerts\n- Add a test\n- Document it (@mira)\n- Rotate keys, owner: Mira')).toEqual([
      ['action-without-owner', 'Who does it? `Better alerts` and `Add a test`.'],
      ['action-without-verb', 'What is to be done, in one verb? `Better alerts`.'],
    ]);
  });

  it('takes the word of the issue, and trusts where it cannot look', () => {
    expect(of('- #40')).toEqual([]);
    expect(of('- Backfill first: #40', [anAction({ assignees: [] })])).toEqual([
      ['action-without-owner', 'Who does it? `Backfill first: #40`.'],
    ]);
    expect(of('- Backfill first: #40', [anAction({ assignees: [], state: 'closed' })])).toEqual([]);
    expect(of('- Backfill first: #40', [anAction({ assignees: [], confidential: true })])).toEqual([]);
    const elsewhere = anAction({ assignees: [], project: { id: 9, path: 'acme/tools' } });
    expect(of('- Backfill first: acme/tools#40', [elsewhere])).toEqual([]);
    expect(of('- Backfill first: #41', [])).toEqual([]);
    expect(of('- Backfill first: #41', null)).toEqual([]);
    expect(actions(offlineEvidence())).toEqual([]);
  });

  it('takes a moment for a mebibyte of blanks behind an owner', () => {
    const blanks = ' '.repeat(2 ** 15);
    expect(of(`- Add a test. Owner:${blanks}alice\n`.repeat(2 ** 5))).toEqual([]);
  });

  it('leaves prose, and boxes of guidelines, alone', () => {
    expect(of('None, because it was a drill.')).toEqual([]);
    expect(of('- [ ] Linked <!-- guideline:corrective-actions -->')).toEqual([]);
  });
});

test.each<[string, boolean]>([
  ['Add alerts', true],
  ['Adding alerts', true],
  ['Alerts were added', true],
  ['Stopped retries', true],
  ['Retries to stop', true],
  ['Tries', true],
  ['We write a runbook', true],
  ['Better monitoring', false],
  ['Runbook', false],
  ['New dashboards for checkout', false],
  ['A long phrase about a thing that nobody knows', true],
  ['Überwachung verbessern', true],
  ['', true],
])('%j has a verb: %s', (words, has) => {
  expect(hasVerb(words)).toBe(has);
});
