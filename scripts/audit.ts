/** Asks the registry whether it knows of a hole in what an installation is made of. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** `asked` false: no registry answered, which is nobody's failure and is said in the last lines. */
export type Audit = { asked: boolean; ok: boolean; output: string };

const root = fileURLToPath(new URL('..', import.meta.url));
const withinMs = 25_000;

/** What `npm audit --json` prints when the registry has answered; anything else it prints is a failure to ask. */
const Report = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string().catch(''), via: z.array(z.unknown()).catch([]) }),
  ),
});
const Advisory = z.object({ title: z.string(), url: z.string().catch('') });

/** Production packages alone, by the lock file; what is high or critical there is a failure. */
export async function auditPackages(npm = 'npm'): Promise<Audit> {
  const words = [
    'audit',
    '--omit=dev',
    '--audit-level=high',
    '--json',
    '--fetch-retries=0',
    '--fetch-timeout=20000',
  ];
  const { out, err } = await new Promise<{ out: string; err: string }>((resolve) => {
    // npm's exit code says the same for a finding and for a registry that is not there: the report tells.
    execFile(npm, words, { cwd: root, timeout: withinMs, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
      resolve({ out, err: err || (error?.message ?? '') }),
    );
  });
  return judge(out, err);
}

export function judge(out: string, err: string): Audit {
  const report = Report.safeParse(parsed(out));
  if (!report.success) return { asked: false, ok: true, output: whyNot(err) };
  const grave = Object.entries(report.data.vulnerabilities).filter(([, { severity }]) =>
    ['high', 'critical'].includes(severity),
  );
  const lines = grave.map(([name, { severity, range, via }]) => {
    const told = via.flatMap((one) => {
      const { data } = Advisory.safeParse(one);
      return data ? [`${data.title} ${data.url}`.trim()] : [];
    });
    return `${severity}: ${name} ${range}: ${told.join('; ') || 'by what it depends on'}`;
  });
  return { asked: true, ok: grave.length === 0, output: lines.join('\n') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** npm says it among its warnings. Whose registry it was is of no use to anybody else. */
function whyNot(err: string): string {
  const lines = err.split('\n').filter((line) => line.trim() !== '');
  const line =
    lines.find((one) => one.startsWith('npm error')) ?? lines.find((one) => !one.startsWith('npm warn'));
  return (line ?? 'no registry answered')
    .replace(/^npm error\s*/, '')
    .replaceAll(/https?:\/\/\S+/g, 'the registry')
    .trim();
}
