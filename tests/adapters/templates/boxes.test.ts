import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { boxesIn } from '../../../src/domain/boxes/find-boxes.ts';
import { tick } from '../../../src/domain/boxes/tick.ts';
import { guidelineMark, guidelines } from '../../../src/domain/guidelines.ts';
import { readMark } from '../../../src/domain/mark.ts';
import { someValues } from '../../fakes/values.ts';

const templates = loadTemplates(fileURLToPath(new URL('../../../templates', import.meta.url)));

test.each(templates.reviewTemplates())('%s opens with every box ours, ticked or not', (template) => {
  const text = templates.review(template, someValues());
  const boxes = boxesIn(text);
  const asked = guidelines.filter((id) => text.includes(guidelineMark(id)));
  expect(Object.keys(boxes)).toEqual(asked);
  expect(new Set(Object.values(boxes))).toEqual(new Set(['x', ' ']));
  expect(readMark(text)?.boxes).toEqual(boxes);
  expect(tick(text, new Map(asked.map((id) => [id, '~'])))?.written).toEqual(asked);
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
