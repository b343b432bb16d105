/** One line of the result. `null`: was not measured. */
export type Row = {
  what: string;
  service: number;
  express: number | null;
  probot: number | null;
  goals: Goal[];
  digits: number;
};

export type Goal = { text: string; met: boolean };

const headings = ['', 'this service', 'Express 5', 'probot 14', '× Express', '× probot', 'goal'];

export function missedGoals(rows: Row[]): Goal[] {
  return rows.flatMap(({ goals }) => goals).filter(({ met }) => !met);
}

/** Columns of equal width, figures to the right. */
export function renderTable(rows: Row[]): string {
  const lines = [headings, ...rows.map(cells)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 || column === headings.length - 1 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ what, service, express, probot, goals, digits }: Row): string[] {
  const number = (value: number | null) => (value === null ? '' : value.toFixed(digits));
  const ratio = (peer: number | null) => (peer === null ? '' : (service / peer).toFixed(2));
  return [
    what,
    number(service),
    number(express),
    number(probot),
    ratio(express),
    ratio(probot),
    goals.map(({ text, met }) => `${text}: ${met ? 'met' : 'MISSED'}`).join(', '),
  ];
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}
