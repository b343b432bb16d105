import { describe, expect, test } from 'vitest';
import { findTimes, tellTimes, timesBlock } from '../../../src/domain/times/times-block.ts';
import { extractQuickActions } from '../../../src/sandbox/gitlab/text/quick-actions.ts';
import { mentionsIn } from '../../../src/sandbox/gitlab/text/references.ts';
import { hostileTexts } from '../../fakes/hostile.ts';
import { aChange, aShipment, moment, someMoments } from './values.ts';

const nothing = { cause: null, revert: null };

describe('the block of times', () => {
  test('tells spans, moments with their sources, and where the time went', () => {
    const moments = someMoments({
      detected: moment('04:31', 'when the first alert of the incident was raised'),
      responded: moment('05:04', 'timeline event tagged "Response initiated"'),
    });
    const changes = { cause: aChange(41, '02:47', aShipment('03:30')), revert: aChange(44, '09:40') };
    expect(timesBlock(moments, changes)).toMatchInlineSnapshot(`
      "<details>
      <summary>Times that matter</summary>

      | Time | How long | From | To |
      | --- | --- | --- | --- |
      | To detect | 13 min | 2024-10-31 04:18 UTC | 2024-10-31 04:31 UTC |
      | To respond | 33 min | 2024-10-31 04:31 UTC | 2024-10-31 05:04 UTC |
      | To resolve | 17 hrs 47 min | 2024-10-31 04:18 UTC | 2024-10-31 22:05 UTC |

      Each moment, and where it comes from:

      - Impact start: 2024-10-31 04:18 UTC. Source: start.
      - Detected: 2024-10-31 04:31 UTC. Source: when the first alert of the incident was raised.
      - Declared: 2024-10-31 05:02 UTC. Source: when the incident was opened.
      - Responded: 2024-10-31 05:04 UTC. Source: timeline event tagged "Response initiated".
      - Resolved: 2024-10-31 22:05 UTC. Source: end.

      Where the time went:

      | What | When | After the row above | Source |
      | --- | --- | --- | --- |
      | The cause was merged | 2024-10-31 02:47 UTC |  | \`merge request acme/production!41\` |
      | The cause was deployed | 2024-10-31 03:30 UTC | 43 min later | end of deployment 61 to production |
      | The impact began | 2024-10-31 04:18 UTC | 48 min later | start |
      | It was noticed | 2024-10-31 04:31 UTC | 13 min later | when the first alert of the incident was raised |
      | The revert was merged | 2024-10-31 09:40 UTC | 5 hrs 9 min later | \`merge request acme/production!44\` |
      | Service was restored | 2024-10-31 22:05 UTC | 12 hrs 25 min later | end |

      </details>"
    `);
  });

  test('has something to tell where more is known than the impact window', () => {
    const revert = aChange(44, '09:40');
    expect(tellTimes(someMoments(), nothing)).toBe(false);
    expect(tellTimes(someMoments(), { cause: null, revert })).toBe(true);
    expect(tellTimes(someMoments({ mitigated: moment('09:00') }), nothing)).toBe(true);
  });

  test('is found again', () => {
    const lines = `# Review\n\n${timesBlock(someMoments(), nothing)}\n\nwords`.split('\n');
    expect(findTimes(lines)).toEqual({ from: 2, to: lines.length - 2 });
    expect(findTimes(['words'])).toBeNull();
  });

  test('tells moments without a span where they contradict each other', () => {
    const block = timesBlock(
      someMoments({ start: null, detected: moment('04:31'), responded: moment('04:20') }),
      nothing,
    );
    expect(block).not.toContain('How long');
    expect(block).toContain('- Detected: 2024-10-31 04:31 UTC. Source: somebody.');
    expect(block).toContain('- Responded: 2024-10-31 04:20 UTC. Source: somebody.');
  });

  test('holds whatever people call things, and nobody is mentioned, nothing done', () => {
    for (const hostile of hostileTexts) {
      const shipped = aShipment('10:00', { environment: hostile });
      const block = timesBlock(someMoments({ mitigated: moment('09:00', hostile) }), {
        cause: null,
        revert: { ...aChange(44, '09:40', shipped), path: hostile },
      });
      const lines = block.split('\n');
      expect([...mentionsIn(block)], hostile).toEqual([]);
      expect(extractQuickActions(block, true).commands, hostile).toEqual([]);
      expect(lines.indexOf('</details>'), hostile).toBe(lines.length - 1);
      expect(lines.filter((line) => line.startsWith('|')).every((line) => line.endsWith('|'))).toBe(true);
    }
  });
});
