import { describe, expect, it } from 'vitest';
import { loadConfig, type Mistake } from '../../src/config.ts';

const top = 'gitlab: { projects: [{ incidents: acme/production }] }\n';

const extra = `${top}guidelines: { extra: [`;

function policyOf(text: string) {
  const loaded = loadConfig({}, () => text, ['policy']);
  if ('mistakes' in loaded) throw new Error(JSON.stringify(loaded.mistakes, null, 2));
  return loaded.config.policy;
}

function mistakesIn(text: string): Mistake[] {
  const loaded = loadConfig({}, () => text, ['policy']);
  return 'mistakes' in loaded ? loaded.mistakes : [];
}

describe('a value that is not allowed', () => {
  it.each([
    ['gitlab: { projects: [] }', 'gitlab.projects', 'an empty list'],
    ['gitlab: { projects: [{ incidents: acme }] }', 'gitlab.projects[0].incidents', '"acme"'],
    ['gitlab: { projects: [{ incidents: 0 }] }', 'gitlab.projects[0].incidents', '0'],
    ['gitlab: { projects: [{ reviews: acme/x }] }', 'gitlab.projects[0].incidents', 'nothing'],
    [`${top}incident: { label: "a,b" }`, 'incident.label', '"a,b"'],
    [`${top}incident: { label: "" }`, 'incident.label', '""'],
    [`${top}trigger: { when: [] }`, 'trigger.when', 'an empty list'],
    [`${top}trigger: { when: [opened] }`, 'trigger.when[0]', '"opened"'],
    [`${top}trigger: { severities: [5] }`, 'trigger.severities[0]', '5'],
    [`${top}trigger: { severities: [1.5] }`, 'trigger.severities[0]', '1.5'],
    [`${top}review: { template: Review }`, 'review.template', '"Review"'],
    [`${top}review: { template: "gitlab:a/b" }`, 'review.template', '"gitlab:a/b"'],
    [`${top}review: { template: ../secrets }`, 'review.template', '"../secrets"'],
    [`${top}review: { due: { days: 366 } }`, 'review.due.days', '366'],
    [`${top}review: { due: { days: -1 } }`, 'review.due.days', '-1'],
    [`${top}review: { dueBySeverity: { 1: { unit: weeks } } }`, 'review.dueBySeverity.1.unit', '"weeks"'],
    [`${top}people: [{ slack: U024BE7LH }]`, 'people[0].gitlab', 'nothing'],
    [`${top}people: [{ gitlab: maria, timezone: "+02:00" }]`, 'people[0].timezone', '"+02:00"'],
    [`${top}people: [{ gitlab: maria, email: maria }]`, 'people[0].email', '"maria"'],
    [`${top}services: [{ label: S, channel: General }]`, 'services[0].channel', '"General"'],
    [
      `${top}services: [{ label: S, metrics: { errorRatio: "x[$__range]" } }]`,
      'services[0].metrics.errorRatio',
      '"x[$__range]"',
    ],
    [`${top}metrics: { url: "ftp://x.example.com" }`, 'metrics.url', '"ftp://x.example.com"'],
    [`${top}metrics: { url: "https://u:p@x.example.com" }`, 'metrics.url', '"https://u:p@x.example.com"'],
    [`${top}metrics: { link: "https://g/?q=$expr" }`, 'metrics.link', '"https://g/?q=$expr"'],
    [`${top}metrics: { linkHosts: ["https://g"] }`, 'metrics.linkHosts[0]', '"https://g"'],
    [`${top}calendar: { timezone: Europe/Nowhere }`, 'calendar.timezone', '"Europe/Nowhere"'],
    [`${top}calendar: { workdays: [] }`, 'calendar.workdays', 'an empty list'],
    [`${top}calendar: { hours: "09:00-09:00" }`, 'calendar.hours', '"09:00-09:00"'],
    [`${top}calendar: { hours: "9-17" }`, 'calendar.hours', '"9-17"'],
    [`${top}calendar: { hours: "09:00-24:00" }`, 'calendar.hours', '"09:00-24:00"'],
    [`${top}calendar: { holidays: [2026-02-30] }`, 'calendar.holidays[0]', '"2026-02-30"'],
    [`${top}calendar: { holidays: [2026-13-01] }`, 'calendar.holidays[0]', '"2026-13-01"'],
    [`${top}nags: { before: [0d] }`, 'nags.before[0]', '"0d"'],
    [`${top}nags: { before: [1h] }`, 'nags.before[0]', '"1h"'],
    [`${top}nags: { overdueEvery: weekly }`, 'nags.overdueEvery', '"weekly"'],
    [`${top}nags: { escalate: [{ after: 2d, to: boss }] }`, 'nags.escalate[0].to', '"boss"'],
    [`${top}nags: { accept: { within: 1 day } }`, 'nags.accept.within', '"1 day"'],
    [`${top}slack: { command: / }`, 'slack.command', '"/"'],
    [`${top}slack: { command: /${'x'.repeat(32)} }`, 'slack.command', `"/${'x'.repeat(32)}"`],
    [`${top}slack: { incidentChannel: "#inc-{id}" }`, 'slack.incidentChannel', '"#inc-{id}"'],
    [`${top}digest: { at: "24:00" }`, 'digest.at', '"24:00"'],
    [`${top}digest: { graceHours: 200 }`, 'digest.graceHours', '200'],
    [`${top}correctiveActions: { sloDays: { 1: 0 } }`, 'correctiveActions.sloDays.1', '0'],
    [`${top}retention: { deliveries: 14 }`, 'retention.deliveries', '14'],
    [`${top}retention: { deliveries: 0d }`, 'retention.deliveries', '"0d"'],
    [`${top}apps: [my app]`, 'apps[0]', '"my app"'],
    [`${top}metrics: { url: [a] }`, 'metrics.url', 'a list of 1'],
    [`${top}digest: true`, 'digest', 'true'],
  ])('%s', (text, path, found) => {
    const [mistake, ...more] = mistakesIn(text);
    expect(mistake).toMatchObject({ path, found, file: 'incident-review.yml' });
    expect(mistake?.allowed).not.toMatch(/invalid|expected|pattern/i);
    expect(more).toEqual([]);
  });
});

describe('a value that is allowed', () => {
  it('may be a project by its number, with its reviews elsewhere', () => {
    const policy = policyOf('gitlab: { projects: [{ incidents: 12, reviews: acme/sub/reviews }] }');
    expect(policy.gitlab.projects).toEqual([{ incidents: 12, reviews: 'acme/sub/reviews' }]);
  });

  it("may be a project's own template, whose name has spaces", () => {
    const policy = policyOf(`${top}review: { templates: { 4: "gitlab:Incident Review" } }`);
    expect(policy.review.templates).toEqual({ 4: 'gitlab:Incident Review' });
  });

  it('may be a part of a map: the rest keeps its defaults', () => {
    const policy = policyOf(
      `${top}review: { due: { days: 3 } }\ncorrectiveActions: { sloDays: { 2: 14 } }\ntrigger: { labels: { resolved: done } }`,
    );
    expect(policy.review.due).toEqual({ days: 3, unit: 'working', from: 'resolved' });
    expect(policy.correctiveActions.sloDays).toEqual({ 1: 7, 2: 14, 3: 60, 4: 90 });
    expect(policy.trigger.labels).toEqual({ mitigated: 'Incident::Mitigated', resolved: 'done' });
  });

  it('may turn a list off', () => {
    const policy = policyOf(`${top}trigger: { severities: [] }\nnags: { before: [], escalate: [] }`);
    expect(policy.trigger.severities).toEqual([]);
    expect(policy.nags.before).toEqual([]);
  });

  it('counts the retention of deliveries in milliseconds', () => {
    expect(policyOf(`${top}retention: { deliveries: 36h }`).retention.deliveriesMs).toBe(129_600_000);
  });

  it('may use an anchor for what is said twice', () => {
    const policy = policyOf(
      `${top}calendar: { timezone: &zone Europe/Lisbon }\ndigest: { timezone: *zone }\n`,
    );
    expect(policy.digest.timezone).toBe('Europe/Lisbon');
  });

  it('may be a word that YAML 1.1 takes for true or false', () => {
    expect(policyOf(`${top}people: [{ gitlab: no }]`).people[0]?.gitlab).toBe('no');
  });
});

describe('an unknown key', () => {
  it('is told with its own place, the nearest known key and all that are allowed', () => {
    expect(mistakesIn(`${top}services:\n  - label: S\n    ownrs: [maria]\n`)).toEqual([
      {
        path: 'services[0].ownrs',
        file: 'incident-review.yml',
        line: 4,
        column: 5,
        found: 'an unknown key',
        allowed: 'label, team, owners, manager, channel, metrics',
        mend: 'did you mean owners?',
      },
    ]);
  });

  it('is told apart from a known one in the wrong map', () => {
    expect(mistakesIn(`${top}nags:\n  workdays: [mon]\n`)).toMatchObject([
      { path: 'nags.workdays', mend: 'workdays belongs into calendar: see the indentation' },
    ]);
    expect(mistakesIn(`${top}nags:\n  calendar: {}\n`)).toMatchObject([
      { mend: 'calendar belongs into the top: see the indentation' },
    ]);
  });

  it('that is like no other has the allowed ones alone', () => {
    expect(mistakesIn(`${top}slack: { zebra: 1 }`)).toMatchObject([
      { allowed: 'command, reviewsChannel, incidentChannel', mend: null },
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may be called %s', (key) => {
    expect(mistakesIn(`${top}${key}: { label: x }\n`)).toMatchObject([
      { path: key, found: 'an unknown key' },
    ]);
  });

  it('cannot paint the terminal with what it is called', () => {
    expect(mistakesIn(`${top}slack: { "\\e[31m red": 1 }`)).toMatchObject([
      { path: 'slack["\\u001b[31m red"]', found: 'an unknown key' },
    ]);
  });

  it('may be a severity that does not exist', () => {
    expect(mistakesIn(`${top}review: { templates: { 5: light } }`)).toMatchObject([
      { path: 'review.templates.5', allowed: '1, 2, 3, 4', mend: null },
    ]);
  });
});

describe('what to do about it', () => {
  it.each([
    [`services: [{ label: S, owners: maria }]`, 'write it as a list: [maria]'],
    [`people: [{ gitlab: "@maria" }]`, 'without the @: maria'],
    [`people: [{ gitlab: 1234 }]`, 'put it in quotes: "1234"'],
    [`trigger: { severities: ["1"] }`, 'take the quotes away: 1'],
    [`review: { template: incident-review.md }`, 'without .md: incident-review'],
    [`calendar: { workdays: [Monday] }`, 'did you mean mon?'],
    [`calendar: { timezone: Europe/Berln }`, 'did you mean Europe/Berlin?'],
    [`digest: { issueIn: "https://gitlab.com/acme/x/-/issues" }`, 'the path alone: acme/x'],
    [`nags: { before: [3] }`, 'write the unit: 3d'],
  ])('%s', (text, mend) => {
    expect(mistakesIn(top + text)).toMatchObject([{ mend }]);
  });
});

it('a guideline of your own asks for what it names, and for nothing else', () => {
  const given = '{ id: a, for: dri, text: A, heading: Detection, words: 20, linkTo: x.example }';
  const bare = '{ id: b, for: opener, text: B, label: "team::*" }';
  expect(policyOf(`${extra}${given}, ${bare}] }`).guidelines.extra).toEqual([
    { id: 'a', for: 'dri', text: 'A', heading: 'Detection', words: 20, label: null, linkTo: 'x.example' },
    { id: 'b', for: 'opener', text: 'B', heading: null, words: null, label: 'team::*', linkTo: null },
  ]);
});

describe('values that do not go together', () => {
  it.each([
    [
      'gitlab: { projects: [{ incidents: acme/a }, { incidents: Acme/A }] }',
      'gitlab.projects[1].incidents',
      '"Acme/A", as in gitlab.projects[0]',
    ],
    ['gitlab: { projects: [{ incidents: 7 }, { incidents: 7 }] }', 'gitlab.projects[1].incidents', /^7, as/],
    [`${top}people: [{ gitlab: maria }, { gitlab: Maria }]`, 'people[1].gitlab', /as in people\[0]/],
    [`${top}people: [{ gitlab: maria, manager: Maria }]`, 'people[0].manager', /the same person/],
    [`${top}services: [{ label: A }, { label: B }, { label: a }]`, 'services[2].label', /as in services\[0]/],
    [`${top}apps: [./a.ts, ./a.ts]`, 'apps[1]', /as in apps\[0]/],
    [`${top}trigger: { requestedBy: x, notNeeded: X }`, 'trigger.notNeeded', /as trigger\.requestedBy$/],
    [`${top}trigger: { requestedBy: review-not-needed }`, 'trigger.requestedBy', /as trigger\.notNeeded$/],
    [`${top}trigger: { labels: { mitigated: x, resolved: x } }`, 'trigger.labels.resolved', /the same label/],
    [`${top}incident: { label: review-requested }`, 'incident.label', /as trigger\.requestedBy$/],
    [`${top}review: { labels: [Incident] }`, 'review.labels[0]', /the label of incidents/],
    [`${extra}{ id: own }, { id: own }] }`, 'guidelines.extra[1].id', /as in guidelines\.extra\[0]/],
    [`${extra}{ id: constructor }] }`, 'guidelines.extra[0].id', '"constructor"'],
    [`${extra}{ id: summary }] }`, 'guidelines.extra[0].id', /a guideline that there is already/],
    [`${extra}{ id: own, words: 5 }] }`, 'guidelines.extra[0].words', '5, without a heading'],
  ])('%s', (text, path, found) => {
    expect(mistakesIn(text.replaceAll('{ id:', '{ for: dri, text: x, id:'))).toMatchObject([
      { path, found: typeof found === 'string' ? found : expect.stringMatching(found) },
    ]);
  });

  it('are seen although something else is wrong too', () => {
    const text = 'gitlab: { projects: [{ incidents: a/b }, { incidents: a/b }] }\ncalendar: { hours: x }\n';
    expect(mistakesIn(text).map(({ path }) => path)).toEqual([
      'gitlab.projects[1].incidents',
      'calendar.hours',
    ]);
  });
});
