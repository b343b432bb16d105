import type { DomainEvent } from '../events.ts';
import type { Instant, IssueSnapshot } from '../words.ts';

/** GitLab's clock and ours may differ by that. */
const clockSlackMs = 5 * 60_000;

/**
 * A clock of GitLab's that is far ahead for a moment must not make everything older that comes after it: what is
 * stamped later than now counts from now.
 */
export function believable(event: DomainEvent, now: Instant): DomainEvent {
  const believed = (at: Instant): Instant => (Date.parse(at) - Date.parse(now) > clockSlackMs ? now : at);
  const stamped = <T extends Pick<IssueSnapshot, 'updatedAt'>>(issue: T): T => ({
    ...issue,
    updatedAt: believed(issue.updatedAt),
  });
  switch (event.kind) {
    case 'issue.changed':
    case 'key-information.read':
      return { ...event, issue: stamped(event.issue) };
    case 'note.added':
    case 'note.edited':
      return { ...event, issue: stamped(event.issue), note: { ...event.note, at: believed(event.note.at) } };
    case 'plan.overtaken':
      return { ...event, issue: event.issue && stamped(event.issue) };
    case 'review.created':
    case 'review.moved':
    case 'guidelines.checked':
      return { ...event, review: stamped(event.review) };
    case 'facts.gathered': {
      const { incident, existing } = event.facts;
      const found = existing && { ...existing, issue: stamped(existing.issue) };
      return { ...event, facts: { ...event.facts, incident: stamped(incident), existing: found } };
    }
    case 'review.found': {
      const { issue, existing } = event;
      return { ...event, issue: stamped(issue), existing: { ...existing, issue: stamped(existing.issue) } };
    }
    default:
      return event;
  }
}
