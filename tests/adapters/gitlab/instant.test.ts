import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../src/adapters/gitlab/instant.ts';

describe('a date of GitLab', () => {
  it.each([
    ['2026-03-02T08:00:00.123Z', '2026-03-02T08:00:00.123Z'],
    ['2026-03-02T08:00:00Z', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02T08:00:00.123456Z', '2026-03-02T08:00:00.123Z'],
    ['2026-03-02T08:00:00.000+02:00', '2026-03-02T06:00:00.000Z'],
    ['2026-03-02T08:00:00-0330', '2026-03-02T11:30:00.000Z'],
    ['2026-03-02 08:00:00 UTC', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02 08:00:00 +0100', '2026-03-02T07:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(toInstant(text)).toBe(instant);
  });

  it.each(['', '2026-03-02', '2026-03-02T08:00:00', '2026-13-02T08:00:00Z', '02/03/2026 08:00 UTC', 'now'])(
    '"%s" is no instant',
    (text) => {
      expect(toInstant(text)).toBeNull();
    },
  );
});
