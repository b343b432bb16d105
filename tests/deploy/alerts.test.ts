import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findPromtool } from '../../scripts/parts.ts';
import { prometheusMetrics } from '../../src/adapters/metrics/prometheus.ts';
import { deliveryOutcomes } from '../../src/ports/metrics.ts';
import { codesOf, readPage, tableUnder } from '../documents/page.ts';
import { clockAt } from '../fakes/clock.ts';
import { recordedLog } from '../fakes/log.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const text = (name: string) => readFileSync(path(name), 'utf8');

const Rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^IncidentReview[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[mh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning', 'info']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const alerts = Rules.parse(parse(text('deploy/alerts.yml'))).groups.flatMap(({ rules }) => rules);
const operating = readPage('docs/operating.md', text('docs/operating.md'));

/** null: there is none. Then the test command says so in its last lines, and fails where CI=true. */
const promtool = findPromtool();

async function metricsThatExist(): Promise<string[]> {
  const metrics = prometheusMetrics({
    version: '1.2.3',
    clock: clockAt('2026-11-21T10:00:00.000Z'),
    log: recordedLog(),
    readings: () => Promise.reject(new Error('nobody reads here')),
  });
  return [...(await metrics.text()).matchAll(/^# TYPE (incident_review_\w+)/gm)].map(
    ([, name]) => name ?? '',
  );
}

describe('deploy/alerts.yml', () => {
  test('looks at metrics that exist', async () => {
    const named = alerts.flatMap(({ expr }) => expr.match(/incident_review_\w+/g) ?? []);
    expect(named.length).toBeGreaterThanOrEqual(alerts.length);
    const known = await metricsThatExist();
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('looks for outcomes of deliveries that exist', () => {
    const named = alerts.flatMap(({ expr }) => [...expr.matchAll(/outcome=~?"([^"]+)"/g)]);
    const outcomes = named.flatMap(([, wanted = '']) => wanted.split('|'));
    expect(outcomes).toEqual(expect.arrayContaining(['refused', 'unstored', 'stored']));
    expect(outcomes.filter((one) => !deliveryOutcomes.some((known) => known === one))).toEqual([]);
  });

  test('has a line for each in the page that each leads to', () => {
    const rows = tableUnder(operating, 'Alerts').map(([name]) => codesOf(name)[0]);
    expect(rows).toEqual(alerts.map(({ alert }) => alert));
    for (const { annotations } of alerts) {
      const [page, anchor = ''] = annotations.runbook.split('#');
      expect(page).toBe('docs/operating.md');
      expect([...operating.anchors]).toContain(anchor);
    }
  });

  test('says in each what it means, as a sentence', () => {
    for (const { annotations } of alerts) {
      expect(annotations.summary).toMatch(/^[A-Za-z].*[^.]$/);
      expect(annotations.description).toMatch(/\.$/);
    }
  });

  test('has each tried, once silent and once loud', () => {
    const tried = text('deploy/alerts.test.yml');
    for (const { alert } of alerts) {
      const ways = [...tried.matchAll(new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:(.*)`, 'g'))];
      expect(ways.map(([, expected]) => expected?.trim() === '[]').sort(), alert).toEqual(
        expect.arrayContaining([false, true]),
      );
    }
  });
});

describe('Prometheus itself', () => {
  const ask = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(promtool ?? '', words, { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  test.skipIf(promtool === null)('takes the rules, and finds that they fire when they must', () => {
    expect(ask('check', 'rules', path('deploy/alerts.yml'))).toMatchObject({ status: 0 });
    expect(ask('test', 'rules', path('deploy/alerts.test.yml'))).toMatchObject({ status: 0 });
  });
});
