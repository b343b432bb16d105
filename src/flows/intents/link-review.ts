import type { Performer } from './performer.ts';

/** Relates the review to its incident; GitLab tells when they are related already. */
export const linkReview: Performer<'link-review'> = async ({ at, review }, _claimed, { gitlab }) => {
  const made = await gitlab.ensureLink(
    { project: review.project, iid: review.iid },
    { project: at.project, iid: at.iid },
  );
  return { note: made };
};
