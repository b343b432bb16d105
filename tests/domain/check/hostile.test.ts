import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { evaluate } from '../../../src/domain/check/evaluate.ts';
import type { Evidence } from '../../../src/domain/check/evidence.ts';
import { hintsOn } from '../../../src/domain/hints/index.ts';
import { readReviewText } from '../../../src/domain/review-text/review-text.ts';
import { extractQuickActions } from '../../../src/sandbox/gitlab/text/quick-actions.ts';
import { issueReferencesIn, mentionsIn } from '../../../src/sandbox/gitlab/text/references.ts';
import { shipped } from '../../adapters/templates/shipped.ts';
import { anIncident, aPolicy, aReviewIssue } from '../../fakes/facts.ts';
import { hostileText, hostileTexts } from '../../fakes/hostile.ts';
import {
  anAction,
  anAnnouncement,
  aReviewText,
  offlineEvidence,
  someEvidence,
} from '../../fakes/review-evidence.ts';
import { someValues } from '../../fakes/values.ts';

const templates = loadTemplates(shipped);

/** Everything that is said of a review, as it would stand in a comment. */
function saidOf(evidence: Evidence): string {
  const verdicts = evaluate(evidence).map(({ asks, verdict }) =>
    [asks, verdict.because, verdict.is === 'not-met' ? verdict.todo : ''].join(' '),
  );
  return [...verdicts, ...hintsOn(evidence).map(({ says }) => says)].map((line) => `- ${line}`).join('\n');
}

function isHarmless(said: string): void {
  expect(extractQuickActions(said, true).commands).toEqual([]);
  expect([...mentionsIn(said)]).toEqual([]);
  expect(issueReferencesIn(said, 'https://gitlab.example.com')).toEqual([]);
  expect(said).not.toContain('<!--');
  expect(said.isWellFormed()).toBe(true);
}

/** The same words in every place that people can write. */
function everywhere(text: string): Evidence {
  const cells = {
    'Customers Affected': text,
    'Start Time': text,
    'Total Duration': text,
    'Link to Incident Issue': text,
  };
  const sections = {
    Summary: text,
    'Root Cause': `@${text} forgot it`,
    'Outcomes / Corrective Actions': `- ${text}\n- #40\n- #41 ${text}`,
  };
  const labels = [text, `Service::${text}`];
  return someEvidence({
    text: aReviewText({ cells, sections, after: `# ${text}\n\n${text}\n\nTODO` }),
    review: aReviewIssue({ title: text, labels: [`Service::x${text}`] }),
    incident: { issue: anIncident({ title: text, labels }), withheld: false },
    related: [anAction({ labels })],
    announced: {
      announcement: anAnnouncement({
        outcome: 'not-announced',
        because: text,
        tried: [{ rung: 'incident-channel', place: text, because: text }],
      }),
    },
    policy: aPolicy({
      correctiveActions: { label: text },
      guidelines: {
        closeLabel: null,
        reopen: false,
        extra: [{ id: 'own', for: 'dri', text, heading: text, words: 900, label: text, linkTo: null }],
      },
    }),
  });
}

describe('whatever people write', () => {
  it.each(hostileTexts)('%j is said so that nothing comes alive', (text) => {
    isHarmless(saidOf(everywhere(text)));
  });

  it('and anything else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        isHarmless(saidOf(everywhere(text)));
      }),
      { numRuns: 150 },
    );
  });

  it('and any text at all, offline: there is an answer for each guideline', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostileText, fc.constantFrom(...lines)), { maxLength: 30 }), (parts) => {
        const evidence = offlineEvidence(parts.join('\n'));
        for (const { verdict } of evaluate(evidence)) expect(verdict.because).toMatch(/\S/);
        isHarmless(saidOf(evidence));
      }),
      { numRuns: 150 },
    );
  });
});

it.each(['review', 'incident', 'related', 'announced', 'discussion'] as const)(
  'without %s, what it would tell needs GitLab, and nothing else is judged otherwise',
  (unknown) => {
    const judged = evaluate(someEvidence());
    const without = evaluate({ ...someEvidence(), [unknown]: null });
    for (const [index, { id, verdict }] of without.entries()) {
      if (verdict.is !== 'needs-gitlab') expect(verdict.is, id).toBe(judged[index]?.verdict.is);
    }
    expect(without.some(({ verdict }) => verdict.is === 'needs-gitlab')).toBe(true);
  },
);

/** Of these many reviews are made, in whatever order. */
const lines = [
  ...aReviewText().split('\n'),
  '',
  '## Summary',
  '### Metrics',
  '```',
  '<details>',
  '</details>',
  '- [ ] x <!-- guideline:summary -->',
  '_Fill in: x_',
  '> # Details',
];

describe.each(templates.reviewTemplates())('%s, as it is opened', (template) => {
  const text = templates.review(template, someValues());
  const evidence = someEvidence({
    text,
    review: aReviewIssue(),
    announced: { announcement: null },
    discussion: { lastCommentAt: null, detailsEditedAt: null },
  });

  it('has all to be done that a person has to do, and nothing is found missing that is there', () => {
    const open = evaluate(evidence).flatMap(({ id, verdict: { is } }) => (is === 'not-met' ? id : []));
    const boxes = [...readReviewText(text).boxes.keys()];
    const ours = ['title', 'service-label', 'severity-label', 'incident-link', 'dri-assigned'];
    const others = ['labels', 'takeaways', 'closed-in-time'];
    expect(open).toEqual(boxes.filter((id) => ![...ours, ...others].includes(id)));
    expect(saidOf(evidence)).not.toContain('There is no section');
  });

  it('is judged the same with the line ends of a browser, and with its sections moved', () => {
    const browser = { ...evidence, text: readReviewText(text.replaceAll('\n', '\r\n')) };
    expect(evaluate(browser)).toEqual(evaluate(evidence));
    const moved = text
      .split(/^(?=## )/m)
      .reverse()
      .join('\n');
    const kinds = (one: Evidence) => evaluate(one).map(({ id, verdict: { is } }) => [id, is]);
    expect(kinds({ ...evidence, text: readReviewText(moved) })).toEqual(kinds(evidence));
  });
});
