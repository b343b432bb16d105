import { isBotName } from '../bots.ts';
import type { Guideline } from '../check/guideline.ts';
import { labelsKnown } from '../check/services-of.ts';
import { shown } from '../check/shown.ts';
import { met, needsGitLab, notMet } from '../check/verdict.ts';
import { servicesOf } from '../services.ts';

const todo = 'Assign one person of the team that owns the service.';

export const driAssigned = {
  id: 'dri-assigned',
  for: 'opener',
  asks: 'the DRI',
  check: (evidence) => {
    const { review, policy } = evidence;
    if (review === null) return needsGitLab('who is assigned');
    const [assignee, ...others] = review.assignees;
    if (assignee === undefined) return notMet('Nobody is assigned.', todo);
    if (others.length > 0) {
      return notMet(
        `${review.assignees.length} people are assigned.`,
        'Leave one of them, who owns the review.',
      );
    }
    if (isBotName(assignee.username) || policy.botUsers.includes(assignee.id)) {
      return notMet('A bot is assigned.', todo);
    }
    const services = servicesOf(labelsKnown(evidence), policy.services);
    const owners = services.flatMap(({ owners: all, manager }) => [
      ...all,
      ...(manager === null ? [] : [manager]),
    ]);
    if (owners.length === 0) return met('One person is assigned.');
    if (owners.some((owner) => owner.toLowerCase() === assignee.username.toLowerCase())) {
      return met('One person of the owning team is assigned.');
    }
    const [service] = services;
    const team = service === undefined ? '' : `, ${shown(service.team ?? service.label)}`;
    return notMet(
      `Whoever is assigned is not of the owning team${team}, as far as its catalogue tells.`,
      todo,
    );
  },
} as const satisfies Guideline;
