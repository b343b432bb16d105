/** What long work is at, on standard error: on a terminal in place, elsewhere as a line now and then. */
export type ProgressLine = {
  show(text: string): void;
  /** Before anything else is written. */
  clear(): void;
};

const everyMs = { terminal: 100, elsewhere: 5_000 };
const backToTheBeginning = '\r\u001b[2K';

export function progressLine(options: {
  write(text: string): void;
  isTerminal: boolean;
  elapsedMs(): number;
}): ProgressLine {
  const { write, isTerminal, elapsedMs } = options;
  let shownMs: number | null = null;
  let standsThere = false;
  return {
    show: (text) => {
      const nowMs = elapsedMs();
      const pauseMs = isTerminal ? everyMs.terminal : everyMs.elsewhere;
      if (shownMs !== null && nowMs - shownMs < pauseMs) return;
      shownMs = nowMs;
      standsThere = isTerminal;
      write(isTerminal ? `${backToTheBeginning}${text}` : `${text}\n`);
    },
    clear: () => {
      if (standsThere) write(backToTheBeginning);
      standsThere = false;
    },
  };
}
