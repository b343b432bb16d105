import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditPackages, judge } from '../../scripts/audit.ts';

const report = (vulnerabilities: Record<string, unknown>) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });
const hole = (
  severity: string,
  via: unknown[] = [{ title: 'It runs what it reads', url: 'https://x.example/1' }],
) => ({
  severity,
  range: '<2.0.1',
  via,
});

describe('what npm audit prints', () => {
  it('without a finding is fine', () => {
    expect(judge(report({}), '')).toEqual({ asked: true, ok: true, output: '' });
  });

  it('of little weight is fine', () => {
    expect(judge(report({ a: hole('moderate'), b: hole('low') }), '').ok).toBe(true);
  });

  it.each(['high', 'critical'])('that is %s fails, and is told with package and advisory', (severity) => {
    expect(judge(report({ a: hole(severity), b: hole('low'), c: hole(severity, ['a']) }), '')).toEqual({
      asked: true,
      ok: false,
      output: [
        `${severity}: a <2.0.1: It runs what it reads https://x.example/1`,
        `${severity}: c <2.0.1: by what it depends on`,
      ].join('\n'),
    });
  });

  it.each([
    [
      '{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}',
      'audit endpoint returned an error',
    ],
    ['{"error":{"code":"ENOTFOUND"}}', 'code ENOTFOUND'],
    ['', 'no registry answered'],
    ['<html>', 'no registry answered'],
  ])('where no registry answers (%s) is no failure, and says so', (out, why) => {
    const err = why.startsWith('no ') ? '' : `npm warn something else\nnpm error ${why}`;
    expect(judge(out, err)).toEqual({ asked: false, ok: true, output: why });
  });
});

describe('npm', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incident-review-audit-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function npmThat(script: string): Promise<string> {
    const path = join(folder, 'npm');
    await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  }

  it('is asked about production packages alone, and its report counts, not its exit code', async () => {
    const npm = await npmThat(
      `echo "$@" > ${folder}/words\ncat <<'END'\n${report({ a: hole('high') })}\nEND\nexit 1`,
    );
    expect(await auditPackages(npm)).toMatchObject({ asked: true, ok: false });
    const fine = await npmThat(`cat <<'END'\n${report({})}\nEND`);
    expect(await auditPackages(fine)).toMatchObject({ asked: true, ok: true });
  });

  it('that is not there, or prints nothing of use, was not asked', async () => {
    expect(await auditPackages(join(folder, 'none'))).toMatchObject({ asked: false, ok: true });
    expect(await auditPackages(await npmThat('echo "npm error code ECONNREFUSED" >&2; exit 1'))).toEqual({
      asked: false,
      ok: true,
      output: 'code ECONNREFUSED',
    });
  });
});
