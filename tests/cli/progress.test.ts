import { expect, it } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';

function prepare(isTerminal: boolean) {
  let ms = 0;
  const written: string[] = [];
  const line = progressLine({ write: (text) => void written.push(text), isTerminal, elapsedMs: () => ms });
  const pass = (passingMs: number) => {
    ms += passingMs;
  };
  return { line, written, pass };
}

it('replaces itself on a terminal, and is gone before anything else is written', () => {
  const { line, written, pass } = prepare(true);
  line.clear();
  line.show('one');
  line.show('too soon');
  pass(100);
  line.show('two');
  line.clear();
  line.clear();
  expect(written).toEqual(['\r\u001b[2Kone', '\r\u001b[2Ktwo', '\r\u001b[2K']);
});

it('is a line every five seconds elsewhere', () => {
  const { line, written, pass } = prepare(false);
  for (let n = 0; n < 60; n += 1) {
    line.show(`${n}`);
    pass(100);
  }
  line.clear();
  expect(written).toEqual(['0\n', '50\n']);
});
