/** What we may have to say on an incident; each has its template, `templates/incident-<topic>.md`. */
export const incidentTopics = ['severity-unknown', 'waiver-reason'] as const;

export type IncidentTopic = (typeof incidentTopics)[number];

/**
 * What we say on a review: how far its guidelines are, in one comment that is kept up to date, or there that it is left
 * alone, and what was open when it was closed. Each has its template, `templates/review-<topic>.md`.
 */
export const reviewTopics = ['guidelines', 'left-alone', 'closed-with-boxes-open'] as const;

export type ReviewTopic = (typeof reviewTopics)[number];

/** The names stand in the marks of comments: never rename one. */
export const commentTopics = [...incidentTopics, ...reviewTopics] as const;

export type CommentTopic = (typeof commentTopics)[number];
