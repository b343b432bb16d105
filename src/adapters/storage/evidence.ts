import type { MetricEvidence } from '../../domain/measure/evidence.ts';
import type { IncidentKey } from '../../domain/words.ts';
import { metricEvidence } from './documents/figures.ts';
import { readDocument, writeDocument } from './documents/read-document.ts';
import type { Database, Tx } from './schema.ts';

type Key = Pick<IncidentKey, 'project' | 'issue'>;

/** What is to be kept, made ready before a transaction is shared with others. */
export type PreparedEvidence = ReturnType<typeof rowOf>[];

export function prepareEvidence(incident: Key, evidence: readonly MetricEvidence[]): PreparedEvidence {
  // One statement cannot write one row twice.
  const rows = new Map(evidence.map((one) => [keyOf(one), rowOf(incident, one)]));
  return [...rows.values()];
}

/** The later answer to a query for the same window takes the place of the one before. */
export async function writeEvidence(tx: Tx, rows: PreparedEvidence): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('evidence')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['project', 'issue', 'service', 'metric', 'window_start', 'window_end'])
        .doUpdateSet((eb) => ({ document: eb.ref('excluded.document') })),
    )
    .execute();
}

/** The earliest window first. */
export async function readEvidence(db: Database, { project, issue }: Key): Promise<MetricEvidence[]> {
  const rows = await db
    .selectFrom('evidence')
    .selectAll()
    .where('project', '=', project)
    .where('issue', '=', issue)
    .orderBy('window_start')
    .orderBy('window_end')
    .orderBy('service')
    .orderBy('metric')
    .execute();
  return rows.map(({ service, metric, document }) =>
    readDocument(
      metricEvidence,
      document,
      `The evidence of incident ${project}:${issue}, ${service}, ${metric}`,
    ),
  );
}

function keyOf({ service, metric, window }: MetricEvidence): string {
  return JSON.stringify([service, metric, window.start, window.end]);
}

function rowOf({ project, issue }: Key, evidence: MetricEvidence) {
  const { service, metric, window } = evidence;
  return {
    project,
    issue,
    service,
    metric,
    window_start: window.start,
    window_end: window.end,
    document: writeDocument(metricEvidence, evidence),
  };
}
