import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { type IncidentTopic, incidentTopics } from '../../../src/domain/comment-topics.ts';
import { readCommentMark, readMark } from '../../../src/domain/mark.ts';
import { inWords } from '../../../src/domain/neutralise.ts';
import type { ReviewValues } from '../../../src/domain/review.ts';
import { extractQuickActions } from '../../../src/sandbox/gitlab/text/quick-actions.ts';
import { issueReferencesIn, mentionsIn } from '../../../src/sandbox/gitlab/text/references.ts';
import { hostileText, hostileTexts, skeleton } from '../../fakes/hostile.ts';
import { someValues } from '../../fakes/values.ts';
import { shipped } from './shipped.ts';

const templates = loadTemplates(shipped);

type Texts = Record<(typeof fields)[number], string>;

/** Every text of a review that people can write, directly or by way of a label, a name or a tag. */
const fields = [
  'title',
  'reference',
  'url',
  'service',
  'team',
  'username',
  'name',
  'because',
  'noDri',
  'entry',
  'tag',
  'source',
] as const;

function textsOf(text: string): Texts {
  return Object.fromEntries(fields.map((field) => [field, text])) as Texts;
}

/** A review with a DRI, or without one, so that each branch of a template is taken. */
function valuesOf(texts: Texts, withDri: boolean): ReviewValues {
  const instant = '2024-10-31T04:18:00.000Z';
  const { source } = texts;
  return someValues({
    incidentTitle: texts.title,
    incidentReference: texts.reference,
    // An address that is clean is a link, and may be: it is the incident's own, from GitLab.
    incidentUrl: texts.url.startsWith('https://gitlab') ? '' : texts.url,
    services: [{ label: texts.service, team: texts.team }],
    dri: withDri ? { username: texts.username, name: texts.name, because: texts.because } : null,
    noDriBecause: withDri ? null : texts.noDri,
    timeline: [
      { at: instant, text: texts.entry, tags: [texts.tag, texts.tag] },
      { at: instant, text: texts.entry, tags: [] },
    ],
    keyInformation: {
      customersAffected: { value: texts.entry, source, confidence: 'stated', where: { note: 7, line: 3 } },
      requestsAffected: { value: texts.title, source, confidence: 'stated', where: { note: null, line: 3 } },
      others: [{ about: 'end', says: texts.entry, source }],
      doubts: [{ code: 'zone-missing', message: texts.because }],
      severity: { value: 1, source, confidence: 'stated' },
      start: { value: instant, source, confidence: 'fallback' },
      end: { value: instant, source, confidence: 'fallback' },
      durationMinutes: { value: 0, source, confidence: 'fallback' },
    },
    labels: [texts.service],
  });
}

function isHarmless(markdown: string): void {
  expect(extractQuickActions(markdown, true).commands).toEqual([]);
  expect(extractQuickActions(markdown, false).commands).toEqual([]);
  expect([...mentionsIn(markdown)]).toEqual([]);
  expect(issueReferencesIn(markdown, 'https://gitlab.example.com')).toEqual([]);
  expect(markdown.isWellFormed()).toBe(true);
  expect(markdown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  expect(markdown.split('<!-- incident-review-bot').length).toBe(2);
}

describe.each(templates.reviewTemplates())('%s', (template) => {
  const render = (text: string, withDri: boolean) =>
    templates.review(template, valuesOf(textsOf(text), withDri));

  test.each([true, false])('is read the same whatever people wrote (with a DRI: %s)', (withDri) => {
    // Harmless itself, and never plain words: what is compared is only how the text around it is read.
    const expected = skeleton(render('+', withDri)).slice(0, -1);
    for (const text of hostileTexts) {
      const rendered = render(text, withDri);
      isHarmless(rendered);
      if (inWords(text).startsWith('`')) {
        expect(skeleton(rendered).slice(0, -1), JSON.stringify(text)).toEqual(expected);
      }
      const ids = [...rendered.matchAll(/<!-- guideline:(\S+) -->/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(readMark(rendered)).toMatchObject({ incident: { project: 7, issue: 700, iid: 12 }, template });
    }
  });

  test('stays harmless with anything anywhere', () => {
    const texts = fc.record(Object.fromEntries(fields.map((field) => [field, hostileText])));
    fc.assert(
      fc.property(texts, fc.boolean(), (made, withDri) => {
        const rendered = templates.review(template, valuesOf({ ...textsOf(''), ...made }, withDri));
        expect(extractQuickActions(rendered, true).commands).toEqual([]);
        expect([...mentionsIn(rendered)]).toEqual([]);
        expect(readMark(rendered)?.template).toBe(template);
        expect(rendered.split('<!-- incident-review-bot').length).toBe(2);
      }),
      { numRuns: 60 },
    );
  });

  test('prints no day and no instant that is none', () => {
    for (const text of hostileTexts) {
      for (const over of [{ dueDate: text }, { readAt: text }]) {
        expect(() => templates.review(template, someValues(over))).toThrow(RangeError);
      }
    }
  });
});

describe.each(incidentTopics)('the comment %s', (topic: IncidentTopic) => {
  const incident = { project: 7, issue: 700, iid: 12 };
  const render = (text: string) => {
    const values = { severities: text, requestedBy: text, notNeeded: text, label: text };
    return templates.comment(topic, values, incident);
  };

  test('is read the same whatever its labels are called', () => {
    const expected = skeleton(render('+'));
    for (const text of hostileTexts) {
      isHarmless(render(text));
      if (inWords(text).startsWith('`')) expect(skeleton(render(text)), text).toEqual(expected);
      expect(readCommentMark(render(text))).toEqual({ topic, incident });
    }
  });
});
