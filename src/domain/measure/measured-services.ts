import type { Policy, Service } from '../policy.ts';
import { servicesOf } from '../services.ts';

/** The services of an incident of which something can be counted or drawn, in configured order. */
export function measuredServices(
  labels: string[],
  { metrics, services }: Pick<Policy, 'metrics' | 'services'>,
): Service[] {
  return metrics.url === null ? [] : servicesOf(labels, services).filter(measuresAnything);
}

function measuresAnything({ metrics }: Pick<Service, 'metrics'>): boolean {
  const { requestsAffected, customersAffected, errorRatio } = metrics;
  return [requestsAffected, customersAffected, errorRatio].some((query) => query !== undefined);
}
