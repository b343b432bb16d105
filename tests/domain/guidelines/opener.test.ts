import { describe, expect, it, test } from 'vitest';
import type { Announcement } from '../../../src/domain/announcement.ts';
import type { BoxState } from '../../../src/domain/boxes/box.ts';
import type { Evidence } from '../../../src/domain/check/evidence.ts';
import type { VerdictKind } from '../../../src/domain/check/verdict.ts';
import { announced } from '../../../src/domain/guidelines/announced.ts';
import { driAssigned } from '../../../src/domain/guidelines/dri-assigned.ts';
import { incidentLink } from '../../../src/domain/guidelines/incident-link.ts';
import { serviceLabel } from '../../../src/domain/guidelines/service-label.ts';
import { severityLabel } from '../../../src/domain/guidelines/severity-label.ts';
import { title } from '../../../src/domain/guidelines/title.ts';
import { writeMark } from '../../../src/domain/mark.ts';
import { anIncident, aPolicy, aReviewIssue } from '../../fakes/facts.ts';
import { anAnnouncement, aReviewText, offlineEvidence, someEvidence } from '../../fakes/review-evidence.ts';

const hidden = (over = {}) => ({
  incident: { issue: anIncident({ confidential: true, ...over }), withheld: true },
});
const seen = (over = {}) => ({ incident: { issue: anIncident(over), withheld: false } });

describe('title', () => {
  const titled = (of: string, is: string): Evidence =>
    someEvidence({ ...seen({ title: of }), review: aReviewIssue({ title: is }) });

  test.each<[string, string, VerdictKind]>([
    ['Runner down', 'Incident Review: Runner down', 'met'],
    ['Runner down', 'Incident review: Runner down', 'not-met'],
    ['Runner down', 'Incident Review: Runner  down ', 'met'],
    ['Runner down', 'Review of Runner down', 'not-met'],
    ['Runner down', 'Incident Review:', 'not-met'],
    ['Runner down', 'Incident Review: Runner down, again', 'not-met'],
    // As we write it, and as a person types what they see.
    ['#12 breaks @all', 'Incident Review: #\u200D12 breaks @\u200Dall', 'met'],
    ['#12 breaks @all', 'Incident Review: #12 breaks @all', 'met'],
    ['a | b', 'Incident Review: a │ b', 'met'],
    ['', 'Incident Review: ', 'met'],
    ['x'.repeat(300), `Incident Review: ${'x'.repeat(237)}…`, 'met'],
    ['x'.repeat(300), `Incident Review: ${'x'.repeat(238)}`, 'not-met'],
  ])('of %j it is %j: %s', (of, is, kind) => {
    expect(title.check(titled(of, is)).is).toBe(kind);
  });

  it('says what to change it to, in code', () => {
    expect(title.check(titled('@root forgot `it`', 'x'))).toEqual({
      is: 'not-met',
      because: 'It is `x`.',
      todo: 'Change it to `` Incident Review: @root forgot `it` ``.',
    });
  });

  it('says nothing of an incident that is hidden', () => {
    const wrong = title.check(
      someEvidence({ ...hidden({ title: 'Secret' }), review: aReviewIssue({ title: 'x' }) }),
    );
    expect(JSON.stringify(wrong)).toContain('Incident Review: confidential incident #12');
    expect(JSON.stringify(wrong)).not.toContain('Secret');
    const right = aReviewIssue({ title: 'Incident Review: confidential incident #12' });
    expect(title.check(someEvidence({ ...hidden(), review: right })).is).toBe('met');
  });
});

describe('service-label', () => {
  test.each<[string[], string[], VerdictKind]>([
    [['Service::API'], ['Service::API'], 'met'],
    [['Service::API'], ['service::api'], 'met'],
    [['Service::API', 'Service::Web'], ['Service::Web'], 'met'],
    [[], ['Service::API'], 'met'],
    [[], [], 'not-met'],
    [['Service::API'], [], 'not-met'],
    [['Service::API'], ['Service::Web'], 'not-met'],
    [['bug'], ['bug'], 'not-met'],
    [['checkout'], ['Checkout'], 'met'],
  ])('incident %j, review %j: %s', (theirs, ours, kind) => {
    const services = [
      { label: 'Checkout', team: null, owners: [], manager: null, channel: null, metrics: {} },
    ];
    const evidence = someEvidence({
      policy: aPolicy({ services }),
      ...seen({ labels: theirs }),
      review: aReviewIssue({ labels: ours }),
    });
    expect(serviceLabel.check(evidence).is).toBe(kind);
  });

  it('names the label that is missing', () => {
    const evidence = someEvidence({
      ...seen({ labels: ['Service::API'] }),
      review: aReviewIssue({ labels: [] }),
    });
    expect(serviceLabel.check(evidence)).toMatchObject({
      because: 'The incident has `Service::API`, the review has none.',
      todo: 'Set `Service::API` on the review.',
    });
  });

  it('asks nobody to repeat what is hidden', () => {
    const without = someEvidence({
      ...hidden({ labels: ['Service::API'] }),
      review: aReviewIssue({ labels: [] }),
    });
    expect(serviceLabel.check(without)).toEqual({
      is: 'not-applicable',
      because: 'The incident is confidential, and so is what it hit.',
    });
    const other = {
      ...hidden({ labels: ['Service::API'] }),
      review: aReviewIssue({ labels: ['Service::X'] }),
    };
    expect(serviceLabel.check(someEvidence(other)).is).toBe('met');
  });
});

describe('severity-label', () => {
  test.each<[string[], 1 | 2 | 3 | 4 | null, string[], VerdictKind]>([
    [['severity::2'], null, ['severity::2'], 'met'],
    [['severity::2'], null, ['S2'], 'met'],
    [['severity::1'], null, ['severity::2'], 'not-met'],
    [['severity::2'], null, [], 'not-met'],
    [[], 3, ['severity::3'], 'met'],
    [[], 3, [], 'not-met'],
    [['severity::2'], 1, ['severity::2'], 'met'],
    [[], null, [], 'not-met'],
    [[], null, ['severity::2'], 'not-met'],
    [['severity::1', 'severity::3'], null, ['severity::1'], 'met'],
  ])('incident %j with field %s, review %j: %s', (labels, severity, ours, kind) => {
    const evidence = someEvidence({ ...seen({ labels, severity }), review: aReviewIssue({ labels: ours }) });
    expect(severityLabel.check(evidence).is).toBe(kind);
  });

  it('says which label to set', () => {
    const evidence = someEvidence({ ...seen({ labels: ['S1'] }), review: aReviewIssue({ labels: ['S2'] }) });
    expect(severityLabel.check(evidence)).toMatchObject({
      because: 'The incident says 1, the review 2.',
      todo: 'Set `severity::1` here, or the right severity on the incident.',
    });
  });

  it('says nothing of what is hidden', () => {
    const { is } = severityLabel.check(someEvidence({ ...hidden(), review: aReviewIssue({ labels: [] }) }));
    expect(is).toBe('not-applicable');
    const other = someEvidence({ ...hidden(), review: aReviewIssue({ labels: ['severity::4'] }) });
    expect(severityLabel.check(other).is).toBe('met');
  });
});

describe('incident-link', () => {
  const linked = (cell: string | null, over: Partial<Omit<Evidence, 'text'>> = {}) =>
    incidentLink.check(
      someEvidence({ text: aReviewText({ cells: { 'Link to Incident Issue': cell } }), ...over }),
    );

  test.each<[string | null, VerdictKind]>([
    ['#12', 'met'],
    ['acme/production#12', 'met'],
    ['production#12', 'met'],
    ['#12+', 'met'],
    ['#12 (closed)', 'met'],
    ['[the incident](https://gitlab.example.com/acme/production/-/issues/12)', 'met'],
    ['<https://gitlab.example.com/acme/production/-/issues/12>', 'met'],
    ['https://gitlab.example.com/acme/production/-/work_items/12#note_5', 'met'],
    ['https://gitlab.example.com/acme/production/-/issues/incident/12', 'met'],
    ['https://gitlab.evil.example/acme/production/-/issues/12', 'not-met'],
    ['https://gitlab.example.com/acme/other/-/issues/12', 'not-met'],
    ['acme/other#12', 'not-met'],
    ['#120', 'not-met'],
    ['12', 'not-met'],
    ['`#12`', 'not-met'],
    ['the incident of Thursday', 'not-met'],
    ['_Fill in: a link to the incident_', 'not-met'],
    ['', 'not-met'],
    [null, 'not-met'],
  ])('the cell %j: %s', (cell, kind) => {
    expect(linked(cell).is).toBe(kind);
  });

  it('asks for the relation, too', () => {
    expect(linked('#12', { related: [] })).toMatchObject({
      because: 'The table links to it, but the two issues are not related.',
    });
  });

  it('says how to write it', () => {
    expect(linked('')).toMatchObject({
      because: '_Link to Incident Issue_ is empty.',
      todo: 'Write `#12` there.',
    });
    expect(linked('the incident').because).toBe('_Link to Incident Issue_ holds no link.');
    const review = aReviewIssue({ project: { id: 8, path: 'acme/reviews' } });
    expect(linked('', { review })).toMatchObject({ todo: 'Write `acme/production#12` there.' });
    expect(linked('acme/production#12', { review, related: [review] }).is).toBe('met');
    expect(linked('#12', { review }).is).toBe('not-met');
  });

  it('can tell offline that there is none, and no more', () => {
    const offline = (cell: string) =>
      incidentLink.check(offlineEvidence(aReviewText({ cells: { 'Link to Incident Issue': cell } }))).is;
    expect(offline('#12')).toBe('needs-gitlab');
    expect(offline('')).toBe('not-met');
    expect(incidentLink.check(offlineEvidence('## Summary\n\nx\n\n## Details\n\ny')).is).toBe('not-met');
  });
});

describe('dri-assigned', () => {
  const assigned = (...usernames: string[]) =>
    aReviewIssue({ assignees: usernames.map((username, id) => ({ id: 50 + id, username, name: username })) });
  const judged = (review: Evidence['review'], policy = aPolicy()) =>
    driAssigned.check(someEvidence({ review, policy }));

  test.each<[string[], VerdictKind]>([
    [['alice'], 'met'],
    [['CAROL'], 'met'],
    [['bob'], 'met'],
    [['mallory'], 'not-met'],
    [[], 'not-met'],
    [['alice', 'carol'], 'not-met'],
    [['project_7_bot_0a1b2c'], 'not-met'],
    [['review-bot'], 'not-met'],
  ])('%j: %s', (usernames, kind) => {
    expect(judged(assigned(...usernames)).is).toBe(kind);
  });

  it('knows us whatever we are called', () => {
    expect(judged(assigned('alice'), aPolicy({ botUsers: [50] })).is).toBe('not-met');
  });

  it('takes anybody where no catalogue says who owns it', () => {
    expect(judged(assigned('mallory'), aPolicy({ services: [] })).is).toBe('met');
    const [service] = aPolicy().services;
    const ownerless = aPolicy({ services: service ? [{ ...service, owners: [], manager: null }] : [] });
    expect(judged(assigned('mallory'), ownerless).is).toBe('met');
  });

  it('goes by the labels of the review where the incident may not be told', () => {
    const review = { ...assigned('mallory'), labels: ['IncidentReview'] };
    expect(driAssigned.check(someEvidence({ review, ...hidden() })).is).toBe('met');
  });

  it('names nobody', () => {
    const verdict = judged(assigned('mallory'));
    expect(verdict.because).toContain('not of the owning team, `runner`,');
    expect(JSON.stringify(verdict)).not.toMatch(/mallory|alice|carol|bob/);
  });
});

describe('announced', () => {
  const of = (announcement: Announcement | null, over: Partial<Omit<Evidence, 'text'>> = {}) =>
    announced.check(someEvidence({ announced: { announcement }, ...over }));

  it('links to the message', () => {
    expect(of(anAnnouncement())).toEqual({
      is: 'met',
      because: 'The [message](https://acme.slack.com/archives/C0123ABCD/p1730412480000100) stands in Slack.',
    });
  });

  it('says where it is without a link that is one', () => {
    const where = { ...anAnnouncement().where, permalink: 'javascript:alert(1)' } as Announcement['where'];
    expect(of(anAnnouncement({ where })).because).toBe('It was announced in `#incident-12`.');
  });

  it('says why it was told elsewhere', () => {
    const tried = [
      { rung: 'incident-channel' as const, place: '#incident-12', because: 'the channel is archived' },
    ];
    const elsewhere = (rung: 'service-channel' | 'dri') =>
      anAnnouncement({ tried, where: { rung, place: '#g_runner', channel: 'C1', ts: '1', permalink: null } });
    expect(of(elsewhere('service-channel')).because).toBe(
      'It was announced in `#g_runner`, since the channel of the incident could not be written to (the channel is archived).',
    );
    expect(of(elsewhere('dri')).because).toMatch(/^The DRI was told, since /);
    const alone = 'The DRI alone was told, for it is confidential.';
    expect(of(elsewhere('dri'), hidden()).because).toBe(alone);
    expect(of(elsewhere('dri'), seen({ confidential: true })).because).toBe(alone);
    expect(of(elsewhere('dri'), hidden({ confidential: false })).because).toBe(alone);
  });

  test.each<[Partial<Announcement>, VerdictKind]>([
    [{ outcome: 'retracted', because: 'confidential by now' }, 'not-applicable'],
    [{ outcome: 'unknown' }, 'for-a-person'],
    [{ outcome: 'not-announced', because: 'no place could be written to' }, 'not-met'],
    [{ outcome: 'not-announced' }, 'not-met'],
  ])('%j: %s', (over, kind) => {
    expect(of(anAnnouncement({ where: null, ...over })).is).toBe(kind);
  });

  it('believes the box that we set, where nobody knows any more where the message stands', () => {
    const because = 'the database was lost since';
    const lost = anAnnouncement({ outcome: 'unknown', where: null, because });
    const marked = (boxes: Record<string, BoxState>): Evidence => {
      const incident = { project: 1, issue: 2, iid: 3 };
      const mark = writeMark({ incident, template: 'incident-review', cells: {}, blocks: {}, boxes });
      return someEvidence({ announced: { announcement: lost }, text: `${aReviewText()}\n\n${mark}\n` });
    };
    expect(announced.check(marked({ announced: 'x' })).is).toBe('met');
    expect(announced.check(marked({ announced: '~' })).is).toBe('not-applicable');
    expect(announced.check(marked({ announced: ' ' }))).toEqual({
      is: 'for-a-person',
      because: `Nobody can say whether the message stands in Slack: ${because}.`,
    });
    expect(of(lost, hidden()).because).toBe('Nobody can say whether the message stands in Slack.');
  });

  it('asks nobody to announce what is no news', () => {
    const old = seen({ closedAt: '2024-10-01T00:00:00.000Z' });
    expect(of(anAnnouncement({ outcome: 'not-announced' }), old).is).toBe('not-applicable');
  });

  it('gives away nothing of what is hidden', () => {
    const because = 'the incident was closed more than seven days before';
    const known = anAnnouncement({ outcome: 'not-announced', where: null, because });
    expect(of(known, hidden({ closedAt: '2024-10-01T00:00:00.000Z' }))).toEqual({
      is: 'not-applicable',
      because: 'Nobody is told of it.',
    });
    expect(of(known, hidden()).because).toBe('It could not be announced.');
  });

  it('waits where we are about to, and asks where Slack is not connected', () => {
    const slack = { reviewsChannel: '#r', incidentChannel: '#i' };
    expect(of(null, { policy: aPolicy({ slack }) })).toEqual({ is: 'not-yet', because: 'It is under way.' });
    expect(of(null)).toMatchObject({ is: 'not-met', todo: expect.stringContaining('line of this box') });
  });

  const boxed = (line: string) =>
    `## Review Guidelines\n\n- [ ] Told. ${line} <!-- guideline:announced -->\n`;

  test.each<[string, VerdictKind]>([
    ['https://acme.slack.com/archives/C0123ABCD/p1730412480000100', 'met'],
    ['[here](https://acme.enterprise.slack.com/archives/C0123ABCD/p1730412480000100?thread_ts=1)', 'met'],
    ['https://acme.slack.com/archives/C0123ABCD', 'needs-gitlab'],
    ['https://slack.com.evil.example/archives/C0123ABCD/p1730412480000100', 'needs-gitlab'],
    ['', 'needs-gitlab'],
  ])('the line of the box %j: %s', (line, kind) => {
    expect(announced.check(offlineEvidence(boxed(line))).is).toBe(kind);
    expect(announced.check(someEvidence({ text: boxed(line) })).is).toBe('met');
  });
});

it('offline, all but the link in the table and in the box needs GitLab', () => {
  for (const one of [title, serviceLabel, severityLabel, driAssigned, announced, incidentLink]) {
    expect(one.check(offlineEvidence()).is, one.id).toBe('needs-gitlab');
    expect(one.check(someEvidence()).is, one.id).toBe('met');
  }
});
