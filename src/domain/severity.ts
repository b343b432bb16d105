import type { IssueSnapshot, Severity } from './words.ts';

const spelling = /^(?:severity|s)(?:\s*::\s*|\s+)?([1-4])$/i;

/** The severity that one label tells (`severity::2`, `Severity 2`, `severity2`, `S2`), or null. */
export function severityOfLabel(label: string): Severity | null {
  const digit = spelling.exec(label.trim())?.[1];
  return digit === undefined ? null : toSeverity(Number(digit));
}

/** A label wins over GitLab's field, and of several labels the most severe one counts. */
export function severityOf(issue: Pick<IssueSnapshot, 'labels' | 'severity'>): Severity | null {
  return severityLabelOf(issue.labels)?.severity ?? issue.severity;
}

/** The label that decides the severity, as it is spelt on the issue. */
export function severityLabelOf(labels: string[]): { label: string; severity: Severity } | null {
  let worst: { label: string; severity: Severity } | null = null;
  for (const label of labels) {
    const severity = severityOfLabel(label);
    if (severity !== null && (worst === null || severity < worst.severity)) worst = { label, severity };
  }
  return worst;
}

function toSeverity(number: number): Severity | null {
  return number === 1 || number === 2 || number === 3 || number === 4 ? number : null;
}
