import { describe, expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { guidelineIds, guidelines } from '../../../src/domain/guidelines/index.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import { hashOfText, readMark } from '../../../src/domain/mark.ts';
import { isStillEmpty } from '../../../src/domain/placeholder.ts';
import { Problem } from '../../../src/domain/problems.ts';
import { someValues } from '../../fakes/values.ts';
import { shipped } from './shipped.ts';

const templates = loadTemplates(shipped);
const names = templates.reviewTemplates();
const lines = (template: string, over = {}) => templates.review(template, someValues(over)).split('\n');
const headings = (template: string) => lines(template).filter((line) => line.startsWith('#'));
const idsIn = (text: string) => [...text.matchAll(/<!-- guideline:(.+?) -->/g)].map(([, id]) => id);
const unknown = nothingFound;
const idsFor = (whom: string) => guidelines.filter((one) => one.for === whom).map(({ id }) => id);

test('three forms of a review are shipped', () => {
  expect(names).toEqual(['incident-document', 'incident-review', 'incident-review-light']);
});

describe('the full form', () => {
  test('has its parts in their order', () => {
    expect(headings('incident-review')).toEqual([
      '## Key Information',
      '## Summary',
      '### Customer Impact',
      '### Root Cause',
      '### Delays in Remediation',
      '## Details',
      '### Implications for Self-Managed and Dedicated',
      '### Metrics',
      '## Outcomes / Corrective Actions',
      '## Learning Opportunities',
      '### What went well?',
      '### What was difficult?',
      '## Review Guidelines',
      '### For the person opening the review',
      '### For the assigned DRI',
    ]);
  });

  test('begins with the key information', () => {
    expect(lines('incident-review').slice(0, 15)).toEqual([
      '## Key Information',
      '',
      '| Metric | Value |',
      '| --- | --- |',
      '| Customers Affected | _Fill in: how many customers were affected, with a link to the metric_ |',
      '| Requests Affected | _Fill in: how many requests were affected, with a link to the metric_ |',
      '| Incident Severity | severity::2 (high) |',
      '| Start Time | 2024-10-31 04:18 UTC (when the incident was opened) |',
      '| End Time | 2024-10-31 22:05 UTC |',
      '| Total Duration | 17 hrs 47 min (from when the incident was opened to timeline event tagged "End time") |',
      '| Link to Incident Issue | #12 |',
      '',
      '<details>',
      '<summary>How these figures were found</summary>',
      '',
    ]);
  });

  test('says under it who owns it, and when it is due', () => {
    const all = lines('incident-review');
    const from = all.indexOf('</details>') + 1;
    expect(all.slice(from, from + 7)).toEqual([
      '',
      '**DRI when this review opened:** Mira Okafor (`@mira`). Why: an owner of Service::Checkout with no open review.',
      '',
      "**Due when this review opened:** 2024-11-07, a Thursday. Later on, the issue's own assignee and due date are what counts.",
      '',
      '**Services:** `Service::Checkout` (team payments)',
      '',
    ]);
  });

  test('says how each figure was found', () => {
    const text = templates.review('incident-review', someValues());
    const details = text.slice(text.indexOf('<details>'), text.indexOf('</details>')).split('\n');
    expect(details).toEqual([
      '<details>',
      '<summary>How these figures were found</summary>',
      '',
      'Read from GitLab on 2024-10-31 22:07 UTC. Nothing is estimated: what the incident does not tell is left to people.',
      '',
      '- Customers Affected: unknown. Nothing in the incident tells it.',
      '- Requests Affected: unknown. Nothing in the incident tells it.',
      '- Incident Severity: severity::2 (high). Confidence: stated. Source: label "severity::2".',
      "- Start Time: 2024-10-31 04:18 UTC. Confidence: fallback, the ticket's own time. Source: when the incident was opened.",
      '- End Time: 2024-10-31 22:05 UTC. Confidence: stated. Source: timeline event tagged "End time".',
      '- Total Duration: 17 hrs 47 min. Confidence: fallback, the ticket\'s own time. Source: from when the incident was opened to timeline event tagged "End time".',
      '',
      '',
    ]);
  });

  test('ticks what was met at the opening, and only that', () => {
    const ticked = lines('incident-review').filter((line) => line.startsWith('- [x]'));
    expect(idsIn(ticked.join('\n'))).toEqual([
      'title',
      'service-label',
      'severity-label',
      'incident-link',
      'dri-assigned',
    ]);
    const bare = lines('incident-review', { dri: null, labels: [], services: [], keyInformation: unknown });
    expect(idsIn(bare.filter((line) => line.startsWith('- [x]')).join('\n'))).toEqual([
      'title',
      'incident-link',
    ]);
  });
});

describe('with next to nothing known', () => {
  const over = {
    keyInformation: unknown,
    dri: null,
    noDriBecause: 'no owner of Service::Checkout could take it',
    services: [],
    timeline: [],
  };

  test('every cell but the link asks, and is known to be empty', () => {
    for (const name of names) {
      const rows = lines(name, over)
        .filter((line) => /^\| (?:Customers|Requests|Incident|Start|End|Total) /.test(line))
        .map((line) => line.split('|')[2] ?? '');
      expect(rows).toHaveLength(6);
      for (const cell of rows) expect(isStillEmpty(cell)).toBe(true);
    }
  });

  test('it says that nobody was found and why, and names no services', () => {
    for (const name of names) {
      const text = lines(name, over).join('\n');
      expect(text).toContain(
        '**DRI when this review opened:** nobody. Why: no owner of Service::Checkout could take it. Whoever knows',
      );
      expect(text).not.toContain('**Services:**');
    }
  });
});

describe('each form', () => {
  test.each(names)('%s has the guidelines with their marks, each at the end of a task, in order', (name) => {
    const text = templates.review(name, someValues());
    const tasks = text.split('\n').filter((line) => /^- \[[ x]\] /.test(line));
    expect(tasks.every((line) => /\S <!-- guideline:[a-z-]+ -->$/.test(line))).toBe(true);
    const ids = idsIn(text);
    expect(idsIn(tasks.join('\n'))).toEqual(ids);
    if (name === 'incident-review-light') expect(ids).toEqual(guidelineIds.filter((id) => ids.includes(id)));
    else expect(ids).toEqual(guidelineIds);
    const [opener = '', dri = ''] = text.split('### For the assigned DRI');
    for (const id of idsIn(opener)) expect(idsFor('opener')).toContain(id);
    for (const id of idsIn(dri)) expect(idsFor('dri')).toContain(id);
  });

  test.each(names)('%s asks in whole lines or cells that count as empty', (name) => {
    const prompts = lines(name)
      .flatMap((line) => (line.startsWith('|') ? line.split('|') : [line]))
      .filter((piece) => piece.includes('Fill in'));
    expect(prompts.length).toBeGreaterThan(4);
    for (const prompt of prompts) expect(isStillEmpty(prompt), prompt).toBe(true);
  });

  test.each(names)('%s ends with its mark, with the hash of each cell', (name) => {
    const all = lines(name);
    expect(all.at(-2)).toBe('');
    const mark = readMark(all.join('\n'));
    expect(mark).toMatchObject({ incident: { project: 7, issue: 700, iid: 12 }, template: name });
    expect(mark?.cells.severity).toBe(hashOfText('severity::2 (high)'));
    expect(mark?.cells.incident).toBe(hashOfText('#12'));
    expect(Object.keys(mark?.cells ?? {})).toHaveLength(7);
  });

  test.each(names)('%s leaves no Liquid, no two empty lines and no blanks at the end of lines', (name) => {
    const text = templates.review(name, someValues());
    expect(text).not.toMatch(/\{\{|\{%|%\}|\}\}/);
    expect(text).not.toMatch(/\n\n\n/);
    expect(text).not.toMatch(/[ \t]$/m);
  });
});

describe('the document', () => {
  test('tells the story part by part', () => {
    expect(headings('incident-document').slice(0, 14)).toEqual([
      '## Key Information',
      '## Summary',
      '## Impact',
      '## Detection',
      '## Timeline',
      '## Conclusions',
      '### What went well?',
      '### What went poorly?',
      '### Where were we lucky?',
      '## Links',
      '### Metrics',
      '## Actionables',
      '### Implications for Self-Managed and Dedicated',
      '## Review Guidelines',
    ]);
    expect(lines('incident-document')[0]).toBe('Document status: draft (then: in review, final)');
  });

  test('lists the timeline of the incident', () => {
    const all = lines('incident-document');
    const at = all.indexOf('| Time | What happened | Tags |');
    expect(all.slice(at, at + 6)).toEqual([
      '| Time | What happened | Tags |',
      '| --- | --- | --- |',
      '| 2024-10-31 04:18 UTC | `First 502s` | `Start time` |',
      '| 2024-10-31 22:05 UTC | `Rolled back` | `End time`, `Cause identified` |',
      '',
      '_Fill in: what the timeline of the incident does not show, or that it is complete_',
    ]);
  });

  test('says so where there is no timeline, and asks for one', () => {
    const all = lines('incident-document', { timeline: [] });
    expect(all).toContain("GitLab's timeline of the incident had no entries when this review was opened.");
    expect(all).not.toContain('| Time | What happened | Tags |');
  });

  test('names the incident in its links', () => {
    expect(lines('incident-document')).toContain('- Incident: #12 `Checkout answers 502`');
    expect(lines('incident-document', { incidentTitle: ' ' })).toContain('- Incident: #12 without a title');
  });
});

test('a template that is not there is a problem with a code, not a bug', () => {
  expect(() => templates.review('incident-revue', someValues())).toThrow(Problem);
  expect(() => templates.review('incident-revue', someValues())).toThrow(
    /template-missing.*incident-review-light/,
  );
});
