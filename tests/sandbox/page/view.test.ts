import { describe, expect, test } from 'vitest';
import { addressOf, readView } from '../../../src/sandbox/page/view.ts';

const people = ['dora', 'alice'];

function reread(address: string) {
  return readView(Object.fromEntries(new URL(address, 'http://localhost').searchParams), people);
}

describe('what a visitor looks at', () => {
  test('stands in the address, and is read from it again', () => {
    const view = {
      ...readView({}, people),
      act: 3,
      issue: 4,
      conversation: 'C024BE7LH',
      tab: 'slack' as const,
      as: 'alice',
    };
    expect(reread(addressOf(view))).toEqual(view);
    expect(reread(addressOf(view, { editing: true, notice: 7 }))).toEqual({
      ...view,
      editing: true,
      notice: 7,
    });
  });

  test('goes on being edited until another issue is looked at, and is told a thing once', () => {
    const view = { ...readView({}, people), issue: 4, editing: true, notice: 7 };
    expect(reread(addressOf(view, { tab: 'slack' }))).toEqual({ ...view, tab: 'slack', notice: null });
    expect(reread(addressOf(view, { issue: 4 }))).toEqual({ ...view, editing: false, notice: null });
  });

  test('is what it is at first where the address makes no sense', () => {
    const first = readView({}, people);
    expect(first).toEqual({
      act: 1,
      issue: null,
      editing: false,
      conversation: null,
      tab: 'gitlab',
      as: 'dora',
      notice: null,
    });
    const nonsense = {
      act: '9',
      issue: '-1',
      edit: '1',
      conversation: '<b>',
      tab: 'x',
      as: 'mallory',
      notice: ['1', '2'],
    };
    expect(readView(nonsense, people)).toEqual(first);
  });
});
