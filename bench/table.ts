/** Whom we are measured beside, in the order of their columns. */
const peers = [
  { key: 'express', name: 'Express 5', short: 'Express' },
  { key: 'probot', name: 'probot 14', short: 'probot' },
  { key: 'chrono', name: 'chrono-node 2', short: 'chrono' },
] as const;

export type Peer = (typeof peers)[number]['key'];

/** One line of the result. A peer that is left out was not measured. */
export type Row = {
  what: string;
  service: number;
  peers?: Partial<Record<Peer, number>>;
  goals: Goal[];
  digits: number;
};

export type Goal = { text: string; met: boolean };

export function missedGoals(rows: Row[]): Goal[] {
  return rows.flatMap(({ goals }) => goals).filter(({ met }) => !met);
}

/** Has columns for those peers alone that some row was measured beside. */
export function renderTable(rows: Row[]): string {
  const seen = peers.filter(({ key }) => rows.some((row) => row.peers?.[key] !== undefined));
  const headings = [
    '',
    'this service',
    ...seen.map(({ name }) => name),
    ...seen.map(({ short }) => `× ${short}`),
    'goal',
  ];
  const cells = ({ what, service, peers: figures = {}, goals, digits }: Row): string[] => {
    const cell = (write: (peer: number) => string) =>
      seen.map(({ key }) => {
        const figure = figures[key];
        return figure === undefined ? '' : write(figure);
      });
    return [
      what,
      service.toFixed(digits),
      ...cell((peer) => peer.toFixed(digits)),
      ...cell((peer) => (service / peer).toFixed(2)),
      goals.map(({ text, met }) => `${text}: ${met ? 'met' : 'MISSED'}`).join(', '),
    ];
  };
  return alignColumns([headings, ...rows.map(cells)], { leftAtEnd: 1 });
}

/** Columns of equal width: the first and the last `leftAtEnd` are words and begin at the left, the others are figures. */
export function alignColumns(lines: string[][], { leftAtEnd }: { leftAtEnd: number }): string {
  const columns = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const isWords = (column: number) => column === 0 || column >= columns - leftAtEnd;
  const pad = (cell: string, column: number) =>
    isWords(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}
