import { describe, expect, it, test } from 'vitest';
import type { Evidence } from '../../../src/domain/check/evidence.ts';
import type { VerdictKind } from '../../../src/domain/check/verdict.ts';
import { closedInTime } from '../../../src/domain/guidelines/closed-in-time.ts';
import { correctiveActions } from '../../../src/domain/guidelines/corrective-actions.ts';
import { details } from '../../../src/domain/guidelines/details.ts';
import { keyInformation } from '../../../src/domain/guidelines/key-information.ts';
import { labels } from '../../../src/domain/guidelines/labels.ts';
import { metricsLinked } from '../../../src/domain/guidelines/metrics-linked.ts';
import { selfManaged } from '../../../src/domain/guidelines/self-managed.ts';
import { summary } from '../../../src/domain/guidelines/summary.ts';
import { takeaways } from '../../../src/domain/guidelines/takeaways.ts';
import type { IssueSnapshot } from '../../../src/domain/words.ts';
import { aPolicy, aReviewIssue } from '../../fakes/facts.ts';
import {
  anAction,
  aReviewText,
  type Cells,
  metricsPolicy,
  offlineEvidence,
  type Sections,
  someEvidence,
} from '../../fakes/review-evidence.ts';

const withCells = (cells: Cells, over: Partial<Omit<Evidence, 'text'>> = {}) =>
  someEvidence({ text: aReviewText({ cells }), ...over });
const withSections = (sections: Sections) => someEvidence({ text: aReviewText({ sections }) });
const renamed = (from: string, to: string) =>
  someEvidence({ text: aReviewText().replace(`## ${from}`, `## ${to}`) });
/** A review in another language. */
const translated =
  '## Zusammenfassung\n\nEs war so. Und so.\n\n## Einzelheiten\n\nViel.\n\n## Maßnahmen\n\n- #40\n';

describe('key-information', () => {
  const cause = { 'Customers Affected': 'unknown because the logs have aged out' };

  test.each<[Cells, VerdictKind]>([
    [{}, 'met'],
    [cause, 'met'],
    [{ 'Customers Affected': 'Nobody, as far as support has heard' }, 'met'],
    [{ 'Customers Affected': 'Roughly 550 namespaces (logs have aged out)' }, 'met'],
    [{ 'Requests Affected': 'lost: the metrics are kept for 7 days, and the first were gone' }, 'met'],
    [{ 'Customers Affected': '_Fill in: how many customers were affected_' }, 'not-met'],
    [{ 'Customers Affected': 'TBD' }, 'not-met'],
    [{ 'Customers Affected': '' }, 'not-met'],
    [{ 'Customers Affected': null }, 'not-met'],
    [{ 'Customers Affected': 'unknown' }, 'not-met'],
    [{ 'Customers Affected': 'n/a' }, 'not-met'],
    [{ 'Requests Affected': 'not measured yet: the impact has not ended, or only just' }, 'not-met'],
    [
      { 'Requests Affected': '`Service::A`: ≈ 5 requests; `Service::B`: not measured yet: no such metrics' },
      'not-met',
    ],
    [{ 'Incident Severity': 'S2' }, 'met'],
    [{ 'Incident Severity': '~"severity::2"' }, 'met'],
    [{ 'Incident Severity': 'severity::1 (critical)' }, 'met'],
    [{ 'Incident Severity': 'bad' }, 'not-met'],
    [{ 'Start Time': '31 October 2024, 04:18 UTC' }, 'met'],
    [{ 'Start Time': '2024-10-31 04:18 UTC (when the incident was opened)' }, 'met'],
    [{ 'Start Time': 'in the morning' }, 'not-met'],
    [{ 'Start Time': '2024-10-31' }, 'not-met'],
    [{ 'Start Time': '04:18am UTC' }, 'not-met'],
    [{ 'Start Time': '2024-10-31 04:18', 'End Time': '2024-10-31 22:05' }, 'not-met'],
    [{ 'Start Time': '2024-10-31 05:18 CET' }, 'met'],
    [{ 'Start Time': 'YYYY-MM-DD HH:MM UTC' }, 'not-met'],
    [{ 'Start Time': '2024-11-01 04:18 UTC' }, 'not-met'],
    [{ 'Start Time': '2024-10-32 04:18 UTC' }, 'not-met'],
    [
      {
        'Start Time': 'unknown because nothing was logged',
        'Total Duration': 'unknown, for the start is unknown',
      },
      'met',
    ],
    [{ 'Total Duration': '17h 47m' }, 'met'],
    [{ 'Total Duration': '16 hrs' }, 'not-met'],
    [{ 'Total Duration': 'long' }, 'not-met'],
    [{ 'Link to Incident Issue': '' }, 'not-met'],
  ])('%j: %s', (cells, kind) => {
    expect(keyInformation.check(withCells(cells)).is).toBe(kind);
    expect(keyInformation.check(offlineEvidence(aReviewText({ cells }))).is).toBe(kind);
  });

  it('says which rows have no value, and what does not fit', () => {
    const because = (cells: Cells) => keyInformation.check(withCells(cells)).because;
    expect(because({ 'Start Time': '', 'End Time': 'tbd' })).toBe(
      '_Start Time_ and _End Time_ have no value yet.',
    );
    expect(because({ 'Total Duration': '16 hrs' })).toContain('from start to end it is 17 hrs 47 min');
    expect(because({ 'End Time': '2024-10-30 22:05 UTC' })).toBe(
      'The end (2024-10-30T22:05) is before the start (2024-10-31T04:18).',
    );
    expect(because({ 'Start Time': '2024-10-31 04:18', 'End Time': '2024-10-31 22:05' })).toBe(
      '_Start Time_ names no time zone.',
    );
  });

  it('assumes the configured zone', () => {
    const { calendar } = aPolicy();
    const policy = { ...metricsPolicy, calendar: { ...calendar, assumeZone: 'UTC' } };
    const cells = { 'Start Time': '2024-10-31 04:18', 'End Time': '2024-10-31 22:05' };
    expect(keyInformation.check(withCells(cells, { policy })).is).toBe('met');
  });

  it('takes prompts of a form in italics for what they are', () => {
    const mark =
      '<!-- incident-review-bot {"incident":{"project":7,"issue":700,"iid":12},"template":"gitlab:Review","cells":{},"blocks":{},"version":2} -->';
    const text = aReviewText({ cells: { 'Customers Affected': '_how many?_' }, after: mark });
    expect(keyInformation.check(someEvidence({ text })).is).toBe('not-met');
  });

  it('says where there is no table', () => {
    expect(keyInformation.check(someEvidence({ text: '## Summary\n\nx\n\n## Details\n\ny' }))).toMatchObject({
      because: 'There is no section _Key Information_.',
    });
    expect(keyInformation.check(someEvidence({ text: translated })).is).toBe('for-a-person');
  });
});

describe('metrics-linked', () => {
  const link = (host: string) => `550, [metric](https://${host}/d/1)`;

  test.each<[Cells, VerdictKind]>([
    [{}, 'met'],
    [{ 'Customers Affected': link('prometheus.example.com') }, 'met'],
    [{ 'Customers Affected': link('LOGS.example.com:5601') }, 'met'],
    [{ 'Customers Affected': '550 <https://grafana.example.com>' }, 'met'],
    [{ 'Customers Affected': link('grafana.example.com.evil.example') }, 'not-met'],
    [{ 'Customers Affected': link('grafana.example.com@evil.example') }, 'not-met'],
    [{ 'Customers Affected': link('evil.example/grafana.example.com') }, 'not-met'],
    [{ 'Customers Affected': '550' }, 'not-met'],
    [{ 'Customers Affected': 'All of them' }, 'not-met'],
    [{ 'Customers Affected': '' }, 'not-met'],
    [{ 'Customers Affected': 'unknown because the logs have aged out' }, 'met'],
    [{ 'Customers Affected': null }, 'met'],
    [{ 'Customers Affected': null, 'Requests Affected': null }, 'not-met'],
    [
      { 'Customers Affected': 'none', 'Requests Affected': 'unknown, since nothing counted them' },
      'not-applicable',
    ],
    [
      {
        'Customers Affected': '≈ 550 (logs have aged out)',
        'Requests Affected': 'lost: the metrics are kept for 7 days',
      },
      'not-applicable',
    ],
  ])('%j: %s', (cells, kind) => {
    expect(metricsLinked.check(withCells(cells)).is).toBe(kind);
  });

  const measured = (line: string) =>
    `<details>\n<summary>What was measured</summary>\n\n${line}\n\n</details>\n`;

  it('takes what our own block says of where a figure came from', () => {
    const of = (line: string) => {
      const text = aReviewText({ cells: { 'Customers Affected': '≈ 550 customers' }, after: measured(line) });
      return metricsLinked.check(someEvidence({ text })).is;
    };
    const asked = 'asked of `https://prometheus.example.com` on 2024-10-31';
    expect(of(`- \`Service::X\`, \`customersAffected\`: 550, ${asked}`)).toBe('met');
    expect(of(`- \`Service::X\`, \`requestsAffected\`: 550, ${asked}`)).toBe('not-met');
  });

  it('takes a moment for a cell full of digits', () => {
    const cell = `lost: the metrics ${'1'.repeat(19_000)}`;
    const evidence = withCells({ 'Customers Affected': cell, 'Requests Affected': cell });
    for (let times = 0; times < 20; times += 1)
      expect(metricsLinked.check(evidence).is).toBe('not-applicable');
  });

  it('names the hosts that count', () => {
    expect(metricsLinked.check(withCells({ 'Customers Affected': '550' }))).toMatchObject({
      because: '_Customers Affected_: no metric is linked.',
      todo: expect.stringContaining(
        '(`prometheus.example.com`, `grafana.example.com` and `logs.example.com`)',
      ),
    });
  });

  it('leaves it to a person where no host is configured', () => {
    const policy = aPolicy();
    expect(metricsLinked.check(withCells({}, { policy })).is).toBe('for-a-person');
    expect(metricsLinked.check(withCells({ 'Customers Affected': '550' }, { policy })).is).toBe('not-met');
  });
});

describe('summary', () => {
  const sentences = (count: number) => Array.from({ length: count }, () => 'It broke.').join(' ');

  test.each<[string, string, VerdictKind]>([
    ['two sentences', sentences(2), 'met'],
    ['six', sentences(6), 'met'],
    ['one', 'It broke.', 'not-met'],
    ['seven', sentences(7), 'not-met'],
    ['a list', '- It broke\n- We mended it', 'met'],
    ['abbreviations', 'It broke, e.g. for approx. 550 users, i.e. all.', 'not-met'],
    ['a prompt', '_Fill in: what happened_', 'not-met'],
    ['a prompt that is left', `_Fill in: what happened_\n\n${sentences(2)}`, 'not-met'],
    ['a prompt right above', `_Fill in: what happened_\n${sentences(2)}`, 'not-met'],
    ['nothing', '', 'not-met'],
    ['a comment', `<!-- ${sentences(3)} -->`, 'not-met'],
    ['code', `\`\`\`\n${sentences(3)}\n\`\`\``, 'not-met'],
    ['TBD', 'TBD', 'not-met'],
    [
      'parts, each of them short',
      `### Customer Impact\n\n${sentences(5)}\n\n### Delays\n\n${sentences(5)}`,
      'met',
    ],
    ['a part that is long', `### Customer Impact\n\n${sentences(7)}`, 'not-met'],
    [
      'a part with a prompt',
      `### Customer Impact\n\n${sentences(2)}\n\n### Delays\n\n_Fill in: x_`,
      'not-met',
    ],
    ['another script', '決済が止まりました。今は直っています。', 'met'],
  ])('%s: %s', (_, text, kind) => {
    expect(summary.check(withSections({ Summary: text })).is).toBe(kind);
  });

  it('is found wherever it stands, at any level, in other letters', () => {
    expect(summary.check(renamed('Summary', '# 1. SUMMARY :memo:')).is).toBe('not-met');
    expect(summary.check(renamed('Summary', 'TL;DR')).is).toBe('met');
    expect(summary.check(someEvidence({ text: `##### Summary\n\n${sentences(3)}` })).is).toBe('met');
    expect(
      summary.check(someEvidence({ text: `<details>\n\n# Summary\n\n${sentences(3)}\n\n</details>` })).is,
    ).toBe('met');
  });

  it('says where it is not found, and leaves another language to people', () => {
    expect(summary.check(renamed('Summary', 'In short'))).toEqual({
      is: 'not-met',
      because: 'There is no section _Summary_.',
      todo: 'Give the section that tells it the heading _Summary_, or tick the box yourself.',
    });
    expect(summary.check(someEvidence({ text: translated })).is).toBe('for-a-person');
    expect(summary.check(someEvidence({ text: '' })).is).toBe('not-met');
  });
});

describe('details', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

  test.each<[string, Sections, VerdictKind]>([
    ['as they should be', {}, 'met'],
    ['60 words', { Details: words(60) }, 'met'],
    ['59 words', { Details: words(59) }, 'not-met'],
    ['nothing', { Details: '' }, 'not-met'],
    ['a prompt', { Details: '_Fill in: the story_' }, 'not-met'],
    ['a prompt that is left', { Details: `_Fill in: the story_\n\n${words(80)}` }, 'not-met'],
    ['all in code', { Details: `\`\`\`\n${words(80)}\n\`\`\`` }, 'not-met'],
    ['other sections inside', { Details: `### Metrics\n\n${words(80)}` }, 'not-met'],
    [
      'parts of their own',
      { Details: `### What happened?\n\n${words(40)}\n\n#### And then\n\n${words(20)}` },
      'met',
    ],
    ['no root cause', { 'Root Cause': null }, 'not-met'],
    ['a root cause of few words', { 'Root Cause': 'A bad constraint.' }, 'not-met'],
    ['a prompt under root cause', { 'Root Cause': '_Fill in: what made it possible_' }, 'not-met'],
  ])('%s: %s', (_, sections, kind) => {
    expect(details.check(withSections(sections)).is).toBe(kind);
  });

  it('says what is left', () => {
    const of = (sections: Sections) => details.check(withSections(sections)).because;
    expect(of({ Details: words(61) })).toBe('_Details_ tells it in 61 words.');
    expect(of({ Details: '' })).toBe('_Details_ is empty.');
    expect(of({ Details: words(5) })).toBe('It is told in 5 words.');
    expect(of({ Details: '_Fill in: x_' })).toBe('_Details_ still has a prompt.');
    expect(of({ Details: 'TBD', 'Root Cause': 'TBD' })).toBe(
      '_Details_ and _Root Cause_ still have a prompt.',
    );
  });

  it('does not count what we wrote', () => {
    const ours = `<!-- incident-review-bot-charts -->\n\n${words(80)}\n\n<!-- incident-review-bot-charts-end -->`;
    expect(details.check(withSections({ Details: ours })).is).toBe('not-met');
  });

  it('takes a form that tells the story from its timeline', () => {
    const told = (impact: string, timeline: string) =>
      someEvidence({
        text: `## Summary\n\nx\n\n## Impact\n\n${impact}\n\n## Detection\n\n${words(20)}\n\n## Timeline\n\n${timeline}`,
      });
    expect(details.check(told(words(50), '| a | b |\n| --- | --- |\n| c | d |')).is).toBe('met');
    expect(details.check(told(words(10), words(200))).is).toBe('not-met');
    expect(details.check(told(words(50), '_Fill in: what the timeline does not show_')).is).toBe('not-met');
    const half = someEvidence({ text: `## Summary\n\nx\n\n## Impact\n\n${words(90)}` });
    expect(details.check(half).because).toBe('There is no section _Detection_.');
  });
});

describe('corrective-actions', () => {
  const name = 'Outcomes / Corrective Actions';
  const of = (text: string, related: IssueSnapshot[] | null = [anAction()]) =>
    correctiveActions.check(someEvidence({ text: aReviewText({ sections: { [name]: text } }), related }));
  const noLabel = anAction({ labels: ['severity::2'] });
  const noSeverity = anAction({ labels: ['Corrective Action'] });
  const other = anAction({ id: 941, iid: 41 });

  test.each<[string, string, IssueSnapshot[] | null, VerdictKind]>([
    ['one that is complete', '- #40', [anAction()], 'met'],
    ['an address', 'https://gitlab.example.com/acme/production/-/work_items/40', [anAction()], 'met'],
    ['in another project', 'acme/tools#40', [anAction({ project: { id: 9, path: 'acme/tools' } })], 'met'],
    ['in a list of boxes', '- [ ] Do it: #40+', [anAction()], 'met'],
    ['beside one that is only mentioned', '- #40\n- and see #7', [anAction()], 'met'],
    ['one that is not related', '- #40', [], 'not-met'],
    ['one without the label', '- #40', [noLabel], 'not-met'],
    ['one without severity', '- #40', [noSeverity], 'not-met'],
    ['one of two without severity', '- #40\n- #41', [noSeverity, other], 'not-met'],
    ['the incident alone', '- #12', [], 'not-met'],
    ['words alone', 'We shall test more.', [], 'not-met'],
    ['in code', '`#40`', [anAction()], 'not-met'],
    ['a merge request', '!40', [anAction()], 'not-met'],
    ['a prompt', '_Fill in: the issues_', [], 'not-met'],
    ['nothing', '', [], 'not-met'],
    ['none, because', 'None, because the provider has mended it.', [], 'met'],
    ['none, since', 'No corrective actions are needed since it was a drill.', [], 'met'],
    ['none, with a colon', '- None needed: the host was retired anyway', [], 'met'],
    ['none without a reason', 'None.', [], 'not-met'],
    ['none as yet', 'None, yet to be discussed in the team', [], 'not-met'],
    ['none that is another none', 'None of the alerts fired because they were muted', [], 'not-met'],
    ['offline', '- #40', null, 'needs-gitlab'],
  ])('%s: %s', (_, text, related, kind) => {
    expect(of(text, related).is).toBe(kind);
  });

  it('says what is missing where nothing is linked', () => {
    expect(of('None.').because).toBe('It says that none is needed, and not why.');
    expect(of('').because).toBe('None is written down yet.');
    expect(of('Soon.\n\n_Fill in: the issues_').because).toBe('None is written down yet.');
    expect(of('We shall test more.').because).toBe('No issue is linked.');
    expect(of('- #12').because).toBe('It links to the incident alone.');
    expect(of('- #40\n- #41', [anAction(), anAction({ id: 941, iid: 41 })]).because).toBe('2 are linked.');
    expect(of('- #40\n- #34', [aReviewIssue()]).because).toContain('`#34` (not related to the incident)');
  });

  it('says of each what it lacks', () => {
    expect(of('- #40\n- #41\n- #42', [noLabel, anAction({ id: 941, iid: 41, labels: [] })]).because).toBe(
      'Not complete: `#40` (without the label `corrective action`), `#41` (without the label `corrective action` and a severity label) and `#42` (not related to the incident).',
    );
  });

  it('tells nothing of an issue that is confidential', () => {
    const secret = (over: Partial<IssueSnapshot>) =>
      of('- #40', [anAction({ confidential: true, ...over })]).because;
    expect(secret({ labels: [] })).toBe(secret({ labels: ['severity::1'] }));
    expect(secret({})).toBe('One is linked.');
  });

  it('nor of one of another project, which not all who read the review may see', () => {
    const elsewhere = (over: Partial<IssueSnapshot>) =>
      of('- acme/tools#40', [anAction({ project: { id: 9, path: 'acme/tools' }, ...over })]).because;
    expect(elsewhere({ labels: [] })).toBe(elsewhere({ labels: ['severity::1'] }));
    expect(elsewhere({ labels: [] })).toContain('it takes the label');
  });

  it('knows the configured label', () => {
    const policy = { ...metricsPolicy, correctiveActions: { label: 'follow-up' } };
    expect(correctiveActions.check(someEvidence({ policy })).is).toBe('not-met');
  });

  it('needs no GitLab for what the text tells', () => {
    const offline = (text: string) =>
      correctiveActions.check(offlineEvidence(aReviewText({ sections: { [name]: text } }))).is;
    expect(offline('None, because it was a drill.')).toBe('met');
    expect(offline('')).toBe('not-met');
  });
});

test.each<[string | null, VerdictKind]>([
  ['None are affected.', 'met'],
  ['### Backport\n\nThe fix goes into 17.5.', 'met'],
  ['_Fill in: whether others are affected_', 'not-met'],
  ['None.', 'not-met'],
  ['### Metrics\n\nsome words here', 'not-met'],
  [null, 'not-met'],
])('self-managed: %j is %s', (text, kind) => {
  expect(selfManaged.check(withSections({ 'Implications for Self-Managed and Dedicated': text })).is).toBe(
    kind,
  );
});

it('labels: only people know', () => {
  expect(labels.check().is).toBe('for-a-person');
});

describe('takeaways', () => {
  const of = (
    lastCommentAt: string | null,
    detailsEditedAt: string | null,
    over: Partial<IssueSnapshot> = {},
  ) =>
    takeaways.check(
      someEvidence({ discussion: { lastCommentAt, detailsEditedAt }, review: aReviewIssue(over) }),
    ).is;
  const [early, late] = ['2024-11-04T10:00:00.000Z', '2024-11-05T10:00:00.000Z'];

  it('is what was written after the last comment', () => {
    expect(of(early, late)).toBe('met');
    expect(of(late, early)).toBe('not-met');
    expect(of(late, late)).toBe('met');
    expect(of(late, null)).toBe('not-met');
  });

  it('waits for comments, and does not apply where none came', () => {
    expect(of(null, late)).toBe('not-yet');
    expect(of(null, null, { state: 'closed' })).toBe('not-applicable');
    expect(takeaways.check(offlineEvidence()).is).toBe('needs-gitlab');
  });
});

describe('closed-in-time', () => {
  const of = (over: Partial<IssueSnapshot>, now = '2024-11-06T10:00:00.000Z', timezone = 'UTC') => {
    const policy = { ...metricsPolicy, calendar: { ...metricsPolicy.calendar, timezone } };
    return closedInTime.check(someEvidence({ review: aReviewIssue(over), now, policy }));
  };
  const closed = (closedAt: string | null) => ({ state: 'closed' as const, closedAt });

  test.each<[string, Partial<IssueSnapshot>, VerdictKind]>([
    ['on the due day', closed('2024-11-07T23:59:59.000Z'), 'met'],
    ['the day after', closed('2024-11-08T00:00:00.000Z'), 'not-met'],
    ['long before', closed('2024-11-01T00:00:00.000Z'), 'met'],
    ['never, so far', {}, 'not-yet'],
    ['closed at a moment nobody tells', closed(null), 'for-a-person'],
    ['closed without a due date', { ...closed('2024-11-01T00:00:00.000Z'), dueDate: null }, 'not-applicable'],
    ['open without a due date', { dueDate: null }, 'not-met'],
  ])('%s: %s', (_, over, kind) => {
    expect(of(over).is).toBe(kind);
  });

  it('counts days where people work', () => {
    expect(of(closed('2024-11-08T01:00:00.000Z'), undefined, 'America/New_York').is).toBe('met');
    expect(of(closed('2024-11-07T23:30:00.000Z'), undefined, 'Europe/Berlin').is).toBe('not-met');
  });

  it('says what is due, and what is late', () => {
    expect(of({}).because).toBe('It is open, and due on 2024-11-07, a Thursday.');
    expect(of({}, '2024-11-08T00:00:00.000Z').because).toBe('It was due on 2024-11-07, a Thursday.');
  });
});

it('with everything as it should be all is met but what time and people decide', () => {
  const all = [keyInformation, metricsLinked, summary, details, correctiveActions, selfManaged, takeaways];
  for (const one of all) expect(one.check(someEvidence()).is, one.id).toBe('met');
});
