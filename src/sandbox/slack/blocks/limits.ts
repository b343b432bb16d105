/**
 * What Block Kit allows at most and at least. Characters are Unicode code points.
 * Sources: docs.slack.dev/reference/block-kit and, where it is silent, what Slack was seen to refuse.
 */

/** Both ends are allowed. */
export type Range = { least?: number; most?: number };

export const limits = {
  blocks: {
    message: { most: 50 },
    modal: { least: 1, most: 100 },
    home: { least: 1, most: 100 },
    /** Undocumented: all blocks of a message as JSON (slackapi/bolt-js#2509). */
    totalCharacters: { most: 13_200 },
    tables: { most: 1 },
    charts: { most: 2 },
    /** Of all markdown blocks together. */
    markdownCharacters: { most: 12_000 },
  },
  blockId: { most: 255 },
  actionId: { most: 255 },
  text: { least: 1, most: 3000 },

  confirm: {
    title: { most: 100 },
    text: { most: 300 },
    confirmButton: { most: 30 },
    denyButton: { most: 30 },
  },
  option: { text: { most: 75 }, value: { most: 150 }, description: { most: 75 }, url: { most: 3000 } },
  optionGroup: { label: { most: 75 }, options: { least: 1, most: 100 } },
  placeholder: { most: 150 },

  button: {
    text: { most: 75 },
    url: { most: 3000 },
    value: { most: 2000 },
    spokenLabel: { most: 75 },
  },
  feedbackButton: { text: { most: 75 }, value: { most: 2000 }, spokenLabel: { most: 75 } },
  iconButton: { visibleTo: { most: 10 } },
  menu: { options: { least: 1, most: 100 }, groups: { least: 1, most: 100 } },
  overflow: { options: { least: 1, most: 5 } },
  checkboxes: { options: { least: 1, most: 10 } },
  radioButtons: { options: { least: 1, most: 10 } },
  fileInput: { files: { least: 1, most: 10 } },
  plainTextInput: { typed: { most: 3000 } },
  richTextInput: { lines: { least: 1, most: 100 } },
  source: { url: { least: 1, most: 3000 } },

  actions: { elements: { least: 1, most: 25 } },
  context: { elements: { least: 1, most: 10 } },
  contextActions: { elements: { least: 1, most: 5 } },
  header: { text: { most: 150 } },
  image: { url: { most: 3000 }, altText: { most: 2000 }, title: { most: 2000 } },
  input: { label: { most: 2000 }, hint: { most: 2000 } },
  markdown: { text: { least: 1, most: 12_000 } },
  section: { text: { most: 3000 }, fields: { least: 1, most: 10 }, field: { most: 2000 } },
  video: {
    altText: { least: 1, most: 200 },
    title: { most: 200 },
    author: { most: 50 },
    description: { most: 200 },
    provider: { most: 50 },
  },
  richText: { elements: { least: 1 }, indent: { least: 0, most: 8 } },

  alert: { text: { most: 200 } },
  card: {
    title: { most: 150 },
    subtitle: { most: 150 },
    body: { most: 200 },
    subtext: { most: 200 },
    buttons: { most: 3 },
  },
  carousel: { cards: { least: 1, most: 10 } },
  container: { title: { most: 150 }, subtitle: { most: 150 }, blocks: { least: 1, most: 10 } },

  table: { rows: { least: 1, most: 100 }, columns: { least: 1, most: 20 } },
  dataTable: {
    rows: { least: 2, most: 201 },
    columns: { least: 1, most: 20 },
    pageSize: { least: 1, most: 100 },
    cell: { least: 1 },
    /** Of all cells together. */
    characters: { most: 20_000 },
  },
  chart: {
    title: { most: 50 },
    segments: { least: 1, most: 12 },
    /** Greater than this. */
    segmentValueAbove: 0,
    segmentLabel: { most: 20 },
    series: { least: 1, most: 12 },
    seriesName: { most: 20 },
    points: { least: 1, most: 20 },
    pointLabel: { most: 20 },
    categories: { least: 1, most: 20 },
    categoryLabel: { most: 20 },
    axisLabel: { most: 50 },
  },

  view: {
    title: { most: 24 },
    submit: { most: 24 },
    close: { most: 24 },
    privateMetadata: { most: 3000 },
    callbackId: { most: 255 },
    externalId: { most: 255 },
  },
};
