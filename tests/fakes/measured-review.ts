import { nothingFound } from '../../src/domain/key-information.ts';
import type { Figures, ServiceFigures } from '../../src/domain/measure/figures.ts';
import { miss } from '../../src/domain/measure/miss.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { Review } from '../../src/domain/review.ts';
import { aReview } from '../contract/storage-values.ts';
import { anIncident, aPolicy, aReviewIssue } from './facts.ts';

export const window = { start: '2024-10-31T04:18:00.000Z', end: '2024-10-31T22:05:00.000Z' };
export const other = { ...window, start: '2024-10-31T04:00:00.000Z' };
export const service = 'Service::CI Runners';

/** A policy with a query for its service. */
export const measuring = (over: Partial<Policy> = {}): Policy => {
  const policy = aPolicy();
  return {
    ...policy,
    services: policy.services.map((one) => ({ ...one, metrics: { requestsAffected: 'failed[$window]' } })),
    metrics: { url: 'https://prometheus.example.com', link: null, linkHosts: [], retentionDays: 7 },
    ...over,
  };
};

export const figure = (affected: number): ServiceFigures => ({
  service,
  requests: {
    figure: { affected, total: 100, share: affected, extrapolated: false, inPart: false, lacks: null },
  },
  customers: null,
});
export const failed: ServiceFigures = { service, requests: { miss: miss('source-failed') }, customers: null };

export function figures(over: Partial<Figures> = {}): Figures {
  return {
    round: 1,
    present: { ...window, services: [], charts: [] },
    attempts: 0,
    firstTriedAt: null,
    triedUntil: null,
    nextAt: null,
    chartsAskedAt: null,
    earlier: [],
    replaced: [],
    ...over,
  };
}

const reviewed = aReviewIssue();
const issue: Review['issue'] = {
  project: 7,
  projectPath: 'acme/production',
  id: reviewed.id,
  iid: reviewed.iid,
  url: reviewed.url,
  title: reviewed.title,
  confidential: false,
  assignees: ['alice'],
  dueDate: reviewed.dueDate,
  updatedAt: reviewed.updatedAt,
};

/** An open review that we keep up. */
export const kept = (over: Partial<Review> = {}): Review =>
  aReview({
    standing: 'open',
    snapshot: anIncident({ labels: ['incident', service] }),
    keyInformation: nothingFound,
    issue,
    version: 1,
    ...over,
  });
