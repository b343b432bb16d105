import { nothingFound } from './key-information.ts';
import { hasLabel } from './labels.ts';
import type { Policy } from './policy.ts';
import type { ReviewPlan } from './review.ts';
import { withheldTitle } from './review-title.ts';

const because = 'the incident is confidential, and so is the reason';

/**
 * The plan of a review whose confidential incident is hidden from people who will be shown the review: it says where
 * the incident is, and nothing of what it says. Who may follow the link reads the rest there.
 */
export function withhold(plan: ReviewPlan, { review }: Pick<Policy, 'review'>): ReviewPlan {
  const { asked, values } = plan;
  const isOurs = (label: string) => hasLabel(review.labels, label);
  return {
    ...plan,
    title: withheldTitle(values.incidentReference),
    asked: { ...asked, labels: asked.labels.filter(isOurs) },
    values: {
      ...values,
      withheld: true,
      incidentTitle: 'confidential',
      keyInformation: nothingFound,
      services: [],
      timeline: [
        { at: values.readAt, text: 'The incident is confidential: its timeline stands there.', tags: [] },
      ],
      labels: values.labels.filter(isOurs),
      dri: values.dri && { ...values.dri, because },
      noDriBecause: values.noDriBecause === null ? null : because,
    },
  };
}
