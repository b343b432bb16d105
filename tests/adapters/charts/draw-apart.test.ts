import { describe, expect, it } from 'vitest';
import { drawApart } from '../../../src/adapters/charts/draw-apart.ts';
import { chartOf } from './charts.ts';
import { decodePng } from './decode-png.ts';

describe('drawing apart', () => {
  it('gives both forms, the same each time', async () => {
    const charts = drawApart();
    const [first, second] = await Promise.all([charts.draw(chartOf()), charts.draw(chartOf())]);
    expect(first.svg).toMatch(/^<svg .*<\/svg>$/s);
    expect(decodePng(first.png)).toMatchObject({ width: 1_600, height: 840 });
    expect(second.svg).toBe(first.svg);
    expect(second.png.equals(first.png)).toBe(true);
  });

  it('says what went wrong, and draws the next one', async () => {
    const charts = drawApart();
    const broken = charts.draw({
      ...chartOf(),
      range: { startMs: Number.NaN, endMs: Number.NaN },
      lines: [[]],
      alt: null as never,
    });
    const whole = charts.draw(chartOf());
    await expect(broken).rejects.toThrow(/^chart-not-drawn: it ended with 1: .*TypeError/s);
    await expect(whole).resolves.toMatchObject({ svg: expect.stringContaining('CI Runners') });
  });

  it('stops a process that takes too long', async () => {
    await expect(drawApart({ timeoutMs: 1 }).draw(chartOf())).rejects.toThrow('ended with SIGKILL');
  });

  it('lets nothing of our environment into the process', async () => {
    const before = process.env.NODE_OPTIONS;
    process.env.NODE_OPTIONS = '--import data:text/javascript,process.exit(3)';
    try {
      await expect(drawApart().draw(chartOf())).resolves.toBeDefined();
    } finally {
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
    }
  });
});
