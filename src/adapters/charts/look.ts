/**
 * How charts look. GitLab shows the same picture on its light pages and on its dark ones, and no grey can be read on
 * both: so a chart brings a card of its own to stand on, whose edge can be seen on either.
 */
export const look = {
  width: 800,
  height: 420,
  /** For screens with two pixels in place of one. */
  scale: 2,
  radius: 8,
  padding: 24,
  plot: { left: 72, right: 776, top: 124, bottom: 332 },
  /** The second one is for whoever opens the SVG where ours is not installed. */
  family: 'Inter, sans-serif',
} as const;

export const colours = {
  card: '#ffffff',
  edge: '#89888d',
  text: '#1f1e24',
  muted: '#626168',
  grid: '#e7e6ec',
  axis: '#89888d',
  /** The impact window; lets the grid through. */
  shade: '#53539b',
  mark: '#3a3840',
  line: { 'error-ratio': '#c91c00', 'requests-affected': '#0b5cad' },
} as const;

/** How much of what lies behind them they cover. */
export const opacities = { shade: 0.12, area: 0.14 } as const;

export const sizes = { title: 18, text: 13, label: 12 } as const;
