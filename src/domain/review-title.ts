/** A review is told by its title, whoever opened it. */
const form = /^\s*incident review:/i;

/** GitLab's limit for issue titles. */
export const titleLimit = 255;

export function isReviewTitle(title: string): boolean {
  return form.test(title);
}

/** `Incident Review: <title of the incident>`, before it is neutralised and cut. */
export function reviewTitle(incidentTitle: string): string {
  return `Incident Review: ${incidentTitle}`;
}
