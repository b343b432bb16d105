/** Small sound pieces of Block Kit, to be changed by tests. */

type Json = Record<string, unknown>;

/** So many characters, each of two UTF-16 units: who counts units counts wrongly. */
export const long = (characters: number) => '😀'.repeat(characters);

export const longUrl = (characters: number) => {
  const start = 'https://example.com/';
  return start.slice(0, characters) + long(Math.max(0, characters - start.length));
};

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const plain = (text: string) => ({ type: 'plain_text', text });
export const marked = (text: string) => ({ type: 'mrkdwn', text });

export const section = (more: Json = {}) => ({ type: 'section', text: marked('All quiet'), ...more });
export const button = (more: Json = {}) => ({ type: 'button', text: plain('Open'), ...more });
export const actions = (...elements: Json[]) => ({ type: 'actions', elements });
export const option = (index: number, more: Json = {}) => ({
  text: plain(`Service ${index}`),
  value: `service-${index}`,
  ...more,
});
export const options = (count: number) => times(count, (index) => option(index));
export const confirm = (more: Json = {}) => ({
  title: plain('Sure?'),
  text: marked('The review is _waived_.'),
  confirm: plain('Waive'),
  deny: plain('Keep'),
  ...more,
});
export const staticSelect = (more: Json = {}) => ({
  type: 'static_select',
  placeholder: plain('Service'),
  options: options(2),
  ...more,
});
export const input = (element: Json, more: Json = {}) => ({
  type: 'input',
  label: plain('Reason'),
  element,
  ...more,
});
export const textInput = (more: Json = {}) => ({ type: 'plain_text_input', ...more });
export const picture = (more: Json = {}) => ({
  type: 'image',
  image_url: 'https://example.com/graph.png',
  alt_text: 'Errors per minute',
  ...more,
});
export const video = (more: Json = {}) => ({
  type: 'video',
  title: plain('The retrospective'),
  alt_text: 'A recording of the retrospective',
  thumbnail_url: 'https://example.com/thumb.png',
  video_url: 'https://example.com/retrospective',
  ...more,
});
export const richText = (...elements: Json[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
export const words = (text: string, more: Json = {}) => ({ type: 'text', text, ...more });

export const richList = (more = {}) => ({
  type: 'rich_text_list',
  style: 'ordered',
  elements: [{ type: 'rich_text_section', elements: [words('First')] }],
  ...more,
});
export const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });

export const card = (more: Json = {}) => ({ type: 'card', title: marked('Queue stuck'), ...more });
export const carousel = (count: number) => ({ type: 'carousel', elements: times(count, () => card()) });
export const container = (more: Json = {}) => ({
  type: 'container',
  title: plain('This week'),
  child_blocks: [section()],
  ...more,
});
export const alert = (text: unknown) => ({ type: 'alert', text, level: 'warning' });
export const taskCard = (more: Json = {}) => ({
  type: 'task_card',
  task_id: 'read-the-metrics',
  title: 'Reading the metrics',
  status: 'in_progress',
  ...more,
});
export const feedback = (more: Json = {}) => ({
  type: 'feedback_buttons',
  positive_button: { text: plain('Helpful'), value: 'yes', ...more },
  negative_button: { text: plain('Not helpful'), value: 'no' },
});
export const iconButton = (more: Json = {}) => ({
  type: 'icon_button',
  icon: 'trash',
  text: plain('Remove'),
  ...more,
});

export const cell = (text: string) => ({ type: 'raw_text', text });
export const rows = (count: number, columns = 2) =>
  times(count, (row) => times(columns, (column) => cell(`${row}.${column}`)));
export const table = (more: Json = {}) => ({ type: 'table', rows: rows(2), ...more });
export const dataTable = (more: Json = {}) => ({
  type: 'data_table',
  caption: 'Reviews by team',
  rows: rows(2),
  ...more,
});

export const chart = (kind: Json) => ({ type: 'data_visualization', title: 'Reviews', chart: kind });
export const pie = (...segments: Json[]) => chart({ type: 'pie', segments });
export const segment = (more: Json = {}) => ({ label: 'Overdue', value: 3, ...more });
/** One series with a point for each category. */
export const bars = (categories: string[], more: Json = {}) =>
  chart({
    type: 'bar',
    series: [{ name: 'Opened', data: categories.map((label) => ({ label, value: 2 })) }],
    axis_config: { categories },
    ...more,
  });
export const series = (name: string, labels: string[]) => ({
  name,
  data: labels.map((label) => ({ label, value: 1 })),
});

export const modal = (more: Json = {}) => ({
  type: 'modal',
  title: plain('Waive the review'),
  submit: plain('Waive'),
  blocks: [section()],
  ...more,
});
export const home = (more: Json = {}) => ({ type: 'home', blocks: [section()], ...more });
