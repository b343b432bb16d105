/** In GitLab's order: what fits one of these is no production, whatever else is in its name. */
const notProduction = [
  /dev|review|trunk/i,
  /test|tst|int|ac(?:ce)?pt|qa|qc|control|quality/i,
  /sta?g|mode?l|pre|demo|non/i,
];

/**
 * Whether an environment is one of production, as GitLab guesses the tier of one that names none: `production`, `prod-eu`,
 * `gprd`, `live`, but not `preprod` (the docs of environments, "Deployment tier of environments").
 */
export function isProduction(environment: string): boolean {
  return !notProduction.some((other) => other.test(environment)) && /pro?d|live/i.test(environment);
}
