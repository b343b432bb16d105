import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { limits } from '../../../../src/sandbox/slack/blocks/limits.ts';
import { oracles } from '../../../oracles.ts';
import { complaint } from './measured/index.ts';
import { checkFixture } from './specification/fixtures.ts';
import { fail, findLimit } from './specification/limits.ts';
import { isMisuseCaught, misuses } from './specification/misuses.ts';

const spec = join(oracles ?? '', 'slackblocks/spec');

function read(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(spec, ...path), 'utf8'));
}

const readFixture = (id: string) => read('fixtures/valid', `${id}.json`);

const Manifest = z.object({ cases: z.array(z.object({ id: z.string(), constraint: z.string() })) });

/** Every number of a tree, by the path to it. */
function flatten(tree: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof tree !== 'object' || tree === null) return [[path, tree]];
  return Object.entries(tree).flatMap(([key, value]) => flatten(value, path === '' ? key : `${path}.${key}`));
}

/** Fixtures that we refuse on purpose, and what we say. */
const refused = [
  {
    id: 'elements/rich_text_input_basic',
    because: 'Slack takes a rich_text block as initial value, not one of its words',
    pointer: '/view/blocks/0/element/initial_value/type',
    message: 'unsupported type: text',
  },
  ...['messages/webhook_message_basic', 'messages/webhook_message_delete'].map((id) => ({
    id,
    because: 'Slack refuses two blocks with one id',
    pointer: '/blocks/1/block_id',
    message: '`block_id` "fake_block_id" already exists',
  })),
];

describe.skipIf(oracles === null)('the specification of slackblocks', () => {
  it('has each valid fixture accepted', () => {
    const ids = globSync('**/*.json', { cwd: join(spec, 'fixtures/valid') }).map((file) => file.slice(0, -5));
    expect(ids).toHaveLength(100);
    const errors = ids
      .filter((id) => refused.every((exception) => exception.id !== id))
      .flatMap((id) => checkFixture(id, readFixture(id)).map((error) => ({ id, ...error })));
    expect(errors).toEqual([]);
  });

  it.each(refused)('has $id refused, since $because', ({ id, pointer, message }) => {
    expect(checkFixture(id, readFixture(id))).toContainEqual({ pointer, message });
  });

  it('has each invalid case caught for what is wrong with it', () => {
    const { cases } = Manifest.parse(read('fixtures/invalid/manifest.json'));
    expect(cases).toHaveLength(106);
    const missed = cases.filter(({ id, constraint }) => {
      if (misuses[id] !== undefined) return !isMisuseCaught(id);
      const { each, end } = findLimit(constraint) ?? fail(constraint);
      const limit = each.range[end] ?? fail(constraint);
      const { pointer, message } = complaint(each, end);
      return !each
        .check(end === 'most' ? limit + 1 : limit - 1)
        .some((error) => error.pointer === pointer && error.message === message);
    });
    expect(missed).toEqual([]);
  });

  it('names our limits, value by value', () => {
    const theirs = flatten(read('limits.json'));
    expect(theirs).toHaveLength(97);
    const ours = theirs.map(([constraint]) => {
      if (constraint === 'data_visualization.segment.value.exclusive_min')
        return [constraint, limits.chart.segmentValueAbove];
      const { each, end } = findLimit(constraint) ?? fail(constraint);
      return [constraint, each.range[end]];
    });
    expect(ours).toEqual(theirs);
  });
});
