import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { boxesIn } from '../../../src/domain/boxes/find-boxes.ts';
import { tick } from '../../../src/domain/boxes/tick.ts';
import { guidelineIds, guidelineMark } from '../../../src/domain/guidelines/index.ts';
import { readMark } from '../../../src/domain/mark.ts';
import { someValues } from '../../fakes/values.ts';

const templates = loadTemplates(fileURLToPath(new URL('../../../templates', import.meta.url)));

test.each(templates.reviewTemplates())('%s opens with every box ours, ticked or not', (template) => {
  const text = templates.review(template, someValues());
  const boxes = boxesIn(text);
  const asked = guidelineIds.filter((id) => text.includes(guidelineMark(id)));
  expect(Object.keys(boxes)).toEqual(asked);
  expect(new Set(Object.values(boxes))).toEqual(new Set(['x', ' ']));
  expect(readMark(text)?.boxes).toEqual(boxes);
  expect(tick(text, new Map(asked.map((id) => [id, '~'])))?.written).toEqual(asked);
});

test.each(templates.reviewTemplates())('%s asks for the guidelines of the configuration, too', (template) => {
  const guidelines = [
    { id: 'status-page', for: 'opener' as const, text: 'The status page tells that it is *over*' },
    { id: 'runbook', for: 'dri' as const, text: 'The runbook is up to date' },
    { id: 'on-call', for: 'dri' as const, text: 'On-call knows --> <b>this</b>' },
  ];
  const text = templates.review(template, someValues({ guidelines }));
  const usual = Object.keys(boxesIn(templates.review(template, someValues())));
  const split = usual.indexOf('announced') + 1;
  expect(Object.keys(boxesIn(text))).toEqual([
    ...usual.slice(0, split),
    'status-page',
    ...usual.slice(split),
    'runbook',
    'on-call',
  ]);
  expect(readMark(text)?.boxes).toEqual(boxesIn(text));
  expect(templates.guidelinesOf(template)).toEqual(new Set(usual));
  expect(text).toContain('- [ ] The runbook is up to date <!-- guideline:runbook -->');
  // A joiner keeps what people wrote from ending a comment.
  expect(text).toContain('- [ ] `On-call knows --\u200d> <b>this</b>` <!-- guideline:on-call -->');
});

test("the boxes of a project's own form are ours as they came, those of older reviews while they are open", () => {
  const form = '- [x] Written down <!-- guideline:written-down -->\n- [ ] Told <!-- guideline:told -->';
  const { description } = templates.projectReview(form, someValues(), 'gitlab:form');
  const both = new Map([
    ['written-down', ' ' as const],
    ['told', 'x' as const],
  ]);
  expect(tick(description, both)?.written).toEqual(['written-down', 'told']);
  const older = description.replace(/,"boxes":\{.*?\},"version":3/, ',"version":2');
  expect(tick(older, both)).toMatchObject({
    written: ['told'],
    theirs: [{ id: 'written-down', stands: 'x' }],
  });
});
