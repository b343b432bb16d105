import { asTitle, cut } from './neutralise.ts';

/** A review is told by its title, whoever opened it. */
const form = /^\s*incident review:/i;

/** GitLab's limit for issue titles. */
const titleLimit = 255;

export function isReviewTitle(title: string): boolean {
  return form.test(title);
}

/** `Incident Review: <title of the incident>`, neutralised and cut. */
export function reviewTitle(incidentTitle: string): string {
  return asTitle(`Incident Review: ${incidentTitle}`, titleLimit);
}

/** The same where nothing of the incident may be said but where it is. */
export function withheldTitle(incidentReference: string): string {
  return cut(`Incident Review: confidential incident ${incidentReference}`, titleLimit);
}
