import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/cli/world.ts';
import { guidelineIds } from '../../src/domain/guidelines/index.ts';
import { aPolicy } from '../fakes/facts.ts';
import { aReviewText, metricsPolicy } from '../fakes/review-evidence.ts';
import { runIn } from './world.ts';

const check = (document: Document, words: string[] = ['review.md'], policy = metricsPolicy) =>
  runIn(
    { readDocument: async () => document, checkPolicy: () => policy, now: () => '2024-11-06T10:00:00.000Z' },
    ['check', ...words],
  );

describe('check', () => {
  it('prints one line for each guideline, and ends with 0 where nothing is known to be missing', async () => {
    const { code, printed, complained } = await check({ text: aReviewText() });
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    const lines = printed.split('\n');
    expect(lines[0]).toBe('review.md');
    expect(lines[1]).toBe(
      '  needs-gitlab  title               GitLab was not asked for the titles of review and incident.',
    );
    expect(lines[9]).toBe('  met           summary             It has 2 sentences.');
    expect(lines.slice(1, 16).map((line) => line.trim().split(/\s+/)[1])).toEqual([...guidelineIds]);
    expect(lines.slice(16)).toEqual(['', '5 met, 1 for-a-person, 9 needs-gitlab.']);
  });

  it('says what to do and what is worth a second look, and ends with 1', async () => {
    const text = aReviewText({ sections: { Summary: '_Fill in: what happened_' } });
    const { code, printed } = await check({ text });
    expect(code).toBe(1);
    expect(printed).toContain(
      'not-met       summary             A prompt is still left, under Summary. Write',
    );
    expect(printed).toContain(
      '\nreview.md:15: placeholder: Something is still to be written under _Summary_.',
    );
  });

  it('prints one JSON document', async () => {
    const { code, printed } = await check({ text: aReviewText({ sections: { Summary: '' } }) }, [
      '--json',
      '-',
    ]);
    expect(code).toBe(1);
    const { file, guidelines, hints } = JSON.parse(printed);
    expect({ file, hints }).toEqual({ file: '-', hints: [] });
    expect(guidelines[8]).toEqual({
      id: 'summary',
      for: 'dri',
      asks: 'the summary',
      verdict: 'not-met',
      because: 'It is empty.',
      todo: 'Tell in 2 to 6 short sentences what happened, for somebody who reads nothing else.',
    });
    expect(guidelines[0]).toEqual({
      id: 'title',
      for: 'opener',
      asks: 'the title of the review',
      verdict: 'needs-gitlab',
      because: 'GitLab was not asked for the titles of review and incident.',
    });
  });

  it('asks for the guidelines of the configuration', async () => {
    const extra = [
      { id: 'own', for: 'dri' as const, text: 'Own', heading: 'Own', words: 2, label: null, linkTo: null },
    ];
    const policy = aPolicy({ guidelines: { closeLabel: null, reopen: false, extra } });
    const { printed } = await check({ text: aReviewText() }, undefined, policy);
    expect(printed).toMatch(/not-met {7}own {17}There is no section `Own`\./);
  });

  it('says why a file cannot be read', async () => {
    const { code, printed, complained } = await check({ unreadable: 'there is no such file' }, [
      'gone\u001b.md',
    ]);
    expect({ code, printed, complained }).toEqual({
      code: 1,
      printed: '',
      complained: 'gone.md cannot be read: there is no such file',
    });
  });

  it('ends with 2 for wrong use', async () => {
    expect((await check({ text: '' }, [])).code).toBe(2);
    expect((await check({ text: '' }, ['a', 'b'])).code).toBe(2);
  });

  it('prints nothing that acts on a terminal', async () => {
    const text = aReviewText({
      after: '## \u001b[31m\u202Ered\n\nTODO\n',
      cells: { 'Start Time': '\u009b2J' },
    });
    for (const words of [['x.md'], ['--json', 'x.md']]) {
      expect((await check({ text }, words)).printed).not.toMatch(/[[\p{Cc}\p{Bidi_Control}\u2028]--\n]/v);
    }
  });
});
