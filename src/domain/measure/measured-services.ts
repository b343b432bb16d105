import type { Policy, Service } from '../policy.ts';
import { servicesOf } from '../services.ts';
import { countsAnything } from './plan.ts';

/** The services of an incident of which something can be counted, in configured order. */
export function measuredServices(
  labels: string[],
  { metrics, services }: Pick<Policy, 'metrics' | 'services'>,
): Service[] {
  return metrics.url === null ? [] : servicesOf(labels, services).filter(countsAnything);
}
