import { describe, expect, it, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import type { Judged } from '../../../src/domain/check/evaluate.ts';
import { evaluate } from '../../../src/domain/check/evaluate.ts';
import { type Findings, reportOf } from '../../../src/domain/check/report.ts';
import { sayNow } from '../../../src/domain/check/said.ts';
import { hintsOn } from '../../../src/domain/hints/index.ts';
import { isAsWritten, readCommentMark } from '../../../src/domain/mark.ts';
import { extractQuickActions } from '../../../src/sandbox/gitlab/text/quick-actions.ts';
import { mentionsIn } from '../../../src/sandbox/gitlab/text/references.ts';
import { anIncident, aReviewIssue } from '../../fakes/facts.ts';
import { hostileTexts, skeleton } from '../../fakes/hostile.ts';
import { anAction, aReviewText, someEvidence } from '../../fakes/review-evidence.ts';
import { shipped } from './shipped.ts';

const templates = loadTemplates(shipped);
const incident = { project: 7, issue: 700, iid: 12 };
const render = (over: Partial<Findings>) =>
  templates.onReview(
    'guidelines',
    { ...reportOf({ judged: [], changes: [], byPeople: {}, hints: [], ...over }), reopens: false },
    incident,
  );

const met: Judged = {
  id: 'title',
  for: 'opener',
  asks: 'the title',
  verdict: { is: 'met', because: 'It fits.' },
};
const open: Judged = {
  id: 'summary',
  for: 'dri',
  asks: 'the summary',
  verdict: { is: 'not-met', because: 'It is empty.', todo: 'Write it.' },
};
const unsure: Judged = {
  id: 'labels',
  for: 'dri',
  asks: 'the labels',
  verdict: { is: 'for-a-person', because: 'Only people know.' },
};

describe('the comment on a review', () => {
  it('says what is met, what is left and what to do, and what only people can tell', () => {
    expect(render({ judged: [met, open, unsure] }).split('\n')).toEqual([
      '**1 of 3 guidelines are settled**. What is left stands below, with what to do. The boxes follow the evidence by themselves; a box that somebody set by hand stays as it is.',
      '',
      '### Left for the DRI',
      '',
      '- **The summary.** It is empty. Write it.',
      '',
      '### For a person to judge',
      '',
      '- **The labels.** Only people know. Have a look, and tick the box when it is done.',
      '',
      '<details>',
      '<summary>What is settled, and why</summary>',
      '',
      '- **The title.** It fits.',
      '',
      '</details>',
      '',
      expect.stringMatching(
        /^<!-- incident-review-bot \{"topic":"guidelines","incident":.*"text":"[0-9a-f]{16}","version":1\} -->$/,
      ),
    ]);
  });

  it('bears the mark by which it is found again', () => {
    expect(readCommentMark(render({}))).toMatchObject({ topic: 'guidelines', incident });
    expect(isAsWritten(render({}))).toBe(true);
    expect(isAsWritten(render({}).replace('guideline', 'rule'))).toBe(false);
  });

  it('says what changed since the last time', () => {
    const before = sayNow([{ ...open, id: 'title' }, met].slice(0, 1), null);
    const { changes } = sayNow([met, open], before);
    expect(render({ judged: [met, open], changes })).toContain(
      'New since the last time: the title (met now), the summary (new).',
    );
    expect(render({ judged: [met, open] })).not.toContain('since the last time');
    const again = [{ id: 'summary', from: 'met', to: 'not-met' } as const];
    expect(render({ judged: [open], changes: again })).toContain('the summary (open again).');
  });

  it('says where people set a box to something else than the evidence says', () => {
    const text = render({ judged: [met, open], byPeople: { summary: 'x', title: ' ' } });
    expect(text).toContain('- **The summary** (ticked by hand). It is empty.');
    expect(text).toContain('- **The title** (left open by hand). It fits.');
    expect(text).toContain('**1 of 2 guidelines');
    expect(text).not.toContain('Write it.');
  });

  it('thanks where all is done', () => {
    const text = render({ judged: [met] });
    expect(text).toMatch(/^\*\*All 1 guidelines are settled\.\*\* Thank you/);
    expect(text).not.toContain('###');
  });

  it('counts nothing whose time has not come', () => {
    const waits: Judged = { ...open, verdict: { is: 'not-yet', because: 'It is open.' } };
    const text = render({ judged: [met, waits] });
    expect(text).toMatch(/^\*\*All 1 guidelines are settled\.\*\* Thank you; what is left comes with time\./);
    expect(text).toContain('### For later\n\n- **The summary.** It is open.\n');
  });

  it('says that nothing is asked for', () => {
    expect(render({})).toMatch(/^No guideline is asked for in this review\./);
  });

  it('is short and the same, while nothing changes', () => {
    const evidence = someEvidence({ text: aReviewText({ sections: { Summary: null, Details: '' } }) });
    const one = () => render({ judged: evaluate(evidence), hints: hintsOn(evidence) });
    expect(one()).toBe(one());
    expect(one().length).toBeLessThan(3000);
  });

  it('blames nobody and names nobody', () => {
    const sections = { 'Root Cause': '@mira forgot it, and Mira Okafor overlooked the alert.' };
    const evidence = someEvidence({
      text: aReviewText({ sections }),
      review: aReviewIssue({ assignees: [{ id: 9, username: 'mallory', name: 'Mallory' }] }),
    });
    const text = render({ judged: evaluate(evidence), hints: hintsOn(evidence) });
    expect(text).toContain('What in the system, the tools or the process let it happen');
    expect(text).not.toMatch(/mira|mallory/i);
  });
});

/** A mark is read as one, and nothing is said of nothing. */
const words = hostileTexts.filter((text) => !text.includes('guideline:') && text.trim() !== '');

test.each(words)('it is read the same whatever people write: %j', (text) => {
  const of = (said: string) => {
    const sections = { 'Outcomes / Corrective Actions': `- ${said.replace(/\s+/g, ' ')} #40` };
    const evidence = someEvidence({
      text: aReviewText({ sections }),
      review: aReviewIssue({ title: said }),
      incident: { issue: anIncident({ title: `not ${said}` }), withheld: false },
      related: [anAction({ labels: [] })],
    });
    return render({ judged: evaluate(evidence).slice(0, 6) });
  };
  const made = of(text);
  expect(extractQuickActions(made, true).commands).toEqual([]);
  expect([...mentionsIn(made)]).toEqual([]);
  const unstamped = (text: string) => text.replace(/"text":"[0-9a-f]{16}"/, '');
  expect(skeleton(unstamped(made))).toEqual(skeleton(unstamped(of('+'))));
});
