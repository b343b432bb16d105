import type { Exchange } from './scene.ts';

/** What the page itself remembers of a visit, besides what GitLab and Slack do. */
export type Memory = {
  exchanges(): Exchange[];
  addExchange(exchange: Omit<Exchange, 'id'>): void;
  /** Notes something to be said once; returns its number for the address. */
  addNotice(text: string): number;
  notice(number: number): string | null;
  slackIsDown(): boolean;
  setSlackDown(isDown: boolean): void;
};

const mostKept = 200;

export function createMemory(): Memory {
  const exchanges: Exchange[] = [];
  const notices = new Map<number, string>();
  let counted = 0;
  let isDown = false;

  return {
    exchanges: () => [...exchanges],
    addExchange(exchange) {
      counted += 1;
      exchanges.push({ ...exchange, id: counted });
      if (exchanges.length > mostKept) exchanges.shift();
    },
    addNotice(text) {
      counted += 1;
      notices.set(counted, text);
      notices.delete(counted - mostKept);
      return counted;
    },
    notice: (number) => notices.get(number) ?? null,
    slackIsDown: () => isDown,
    setSlackDown(down) {
      isDown = down;
    },
  };
}
