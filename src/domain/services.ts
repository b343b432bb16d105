import { hasLabel } from './labels.ts';
import type { Service } from './policy.ts';

/** The services that an incident names by its labels, in configured order; the first gives owners and channel. */
export function servicesOf(labels: string[], catalogue: Service[]): Service[] {
  return catalogue.filter((service) => hasLabel(labels, service.label));
}
