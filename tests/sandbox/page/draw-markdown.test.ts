import { describe, expect, test } from 'vitest';
import { drawMarkdown } from '../../../src/sandbox/page/draw-markdown.ts';
import type { Links } from '../../../src/sandbox/page/links.ts';
import { toggleBox } from '../../../src/sandbox/page/markdown/boxes.ts';
import { uploadedTo } from '../../../src/sandbox/page/pictures.ts';

const draw = (text: string) => drawMarkdown(text).markup.trim();

describe('drawing Markdown', () => {
  test('lets no HTML through but folds', () => {
    const drawn = draw('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))');
    expect(drawn).not.toMatch(/<script|<img|href="javascript/);
    expect(drawn).toContain('&lt;script&gt;');
  });

  test('fetches no pictures from elsewhere', () => {
    expect(draw('![a chart](https://example.com/chart.png)')).toBe(
      '<p><span class="picture">a chart</span></p>',
    );
  });

  const secret = '0123456789abcdef'.repeat(2);
  const pictures = uploadedTo(7, ({ project, secret, name }) => `/here/${project}/${secret}/${name}?as="x"`);
  const drawPictures = (text: string) => drawMarkdown(text, { pictures }).markup.trim();

  test.each([
    ['as text names it', `/uploads/${secret}/chart-1.png`, `/here/7/${secret}/chart-1.png`],
    ['by its project', `/-/project/8/uploads/${secret}/a_b.png`, `/here/8/${secret}/a_b.png`],
  ])('shows what was uploaded, %s', (_, address, place) => {
    expect(drawPictures(`![Requests *per* second \\[5m\\] "all"](${address})`)).toBe(
      `<p><img src="${place}?as=&quot;x&quot;" alt="Requests per second [5m] &quot;all&quot;" loading="lazy"></p>`,
    );
  });

  test('shows them in folds too', () => {
    const drawn = drawPictures(
      `<details>\n<summary>Charts</summary>\n\n![a](/uploads/${secret}/a.png)\n\n</details>`,
    );
    expect(drawn).toMatch(/^<details><summary>Charts<\/summary><p><img [^>]+><\/p>\n<\/details>$/);
  });

  test.each([
    `https://example.com/uploads/${secret}/a.png`,
    `//example.com/uploads/${secret}/a.png`,
    `/\\example.com/uploads/${secret}/a.png`,
    `uploads/${secret}/a.png`,
    `/group/project/uploads/${secret}/a.png`,
    `/-/project/x/uploads/${secret}/a.png`,
    `/uploads/${secret.toUpperCase()}/a.png`,
    `/uploads/${secret.slice(1)}/a.png`,
    `/uploads/${secret}/../a.png`,
    `/uploads/${secret}/..`,
    `/uploads/${secret}/.png`,
    `/uploads/${secret}/%2e%2e%2fa.png`,
    `/uploads/${secret}/a.png?x=1`,
    `/uploads/${secret}/a.png#x`,
    `/uploads/${secret}/a"onerror="alert(1).png`,
    `</uploads/${secret}/a.png" onerror="alert(1)>`,
    `javascript:alert('/uploads/${secret}/a.png')`,
    'data:image/png;base64,iVBORw0KGgo=',
  ])('fetches nothing else: %s', (address) => {
    const drawn = drawPictures(`![a chart](${address})`);
    expect(drawn).not.toContain('<img');
    expect(drawn).toContain('a chart');
  });

  test('folds details, and shows what stands in their summary as text', () => {
    const drawn = draw(
      '<details>\n<summary>How <b>this</b> was found</summary>\n\n- a\n\n</details>\n\nafter',
    );
    expect(drawn).toContain('<details><summary>How &lt;b&gt;this&lt;/b&gt; was found</summary><ul>');
    expect(drawn).toMatch(/<\/ul>\n<\/details><p>after<\/p>$/);
  });

  test.each([
    ['closes what is left open', '<details>\n\nopen to the end', 1],
    ['closes nothing that it has not opened', '</details>\n\n</details>\n\ntext', 0],
    ['does not open folds inside of quotes and lists', '> <details>\n\n- <details>\n', 0],
  ])('%s', (_, text, folds) => {
    const drawn = draw(text);
    expect(drawn.match(/<details>/g) ?? []).toHaveLength(folds);
    expect(drawn.match(/<\/details>/g) ?? []).toHaveLength(folds);
  });

  test.each([
    ['between paragraphs', 'before\n\n<!-- hidden\nand more -->\n\nafter'],
    ['behind words', 'before <!-- hidden --> after'],
    ['in a cell', '| a <!-- hidden --> |\n| - |\n| b |'],
    ['as the last line without an end', 'before\n\n<!-- hidden'],
  ])('does not show comments %s', (_, text) => {
    expect(draw(text)).not.toMatch(/hidden|--/);
  });

  test('shows comments that stand in code', () => {
    expect(draw('```\n<!-- shown -->\n```\n\n`<!-- this too -->`')).toMatch(/shown[\s\S]*this too/);
  });

  test('makes references links, but not in links, code and words', () => {
    const links: Links = {
      to: (href) => ({ href, outside: true }),
      issue: (iid) => (iid === 4 ? { href: '/?issue=4', outside: false } : null),
    };
    const drawn = drawMarkdown('see #4, #5, `#4`, a#4, [#4](https://x.example) and @alice', { links }).markup;
    expect(drawn.match(/href="\/\?issue=4"/g)).toHaveLength(1);
    expect(drawn).toContain(', #5,');
    expect(drawn).toContain('<span class="mention">@alice</span>');
  });
});

describe('boxes', () => {
  const text = [
    '<!-- two',
    'lines -->',
    '- [ ] first "quoted"',
    '  - [x] inner',
    '- [~] does not apply',
    '1. [ ] last',
  ];

  test('know their line in the source, whatever stands above', () => {
    const drawn = drawMarkdown(text.join('\n'), { boxes: 'live' }).markup;
    const boxes = [...drawn.matchAll(/<input type="checkbox"([^>]*)>/g)].map(([, attributes]) =>
      attributes?.trim(),
    );
    expect(boxes).toEqual([
      'data-line="2" data-was="- [ ] first &quot;quoted&quot;"',
      'checked data-line="3" data-was="  - [x] inner"',
      'class="inapplicable" disabled',
      'data-line="5" data-was="1. [ ] last"',
    ]);
  });

  test('that do not apply are struck out, in words too, and nobody can click them', () => {
    expect(drawMarkdown('- [~] a *word*', { boxes: 'live' }).markup).toContain(
      '<label><input type="checkbox" class="inapplicable" disabled><span class="unseen">Does not apply: </span><s>a <em>word</em></s></label>',
    );
  });

  test('are only shown where nobody can click them', () => {
    expect(drawMarkdown('- [ ] a').markup).toContain('<input type="checkbox" disabled>');
  });

  test('are ticked and cleared in the source', () => {
    const ticked = toggleBox(text.join('\n'), { line: 2, was: text[2] ?? '' });
    expect(ticked?.split('\n')[2]).toBe('- [x] first "quoted"');
    expect(toggleBox(ticked ?? '', { line: 2, was: '- [x] first "quoted"' })).toBe(text.join('\n'));
  });

  test('are found again when lines were put above them, and left alone when they cannot be told', () => {
    const was = '- [ ] only one';
    expect(toggleBox(`new\n\n${was}`, { line: 0, was })).toBe('new\n\n- [x] only one');
    expect(toggleBox(`new\n${was}\n${was}`, { line: 0, was })).toBeNull();
    expect(toggleBox('- [ ] another', { line: 0, was })).toBeNull();
    expect(toggleBox('no box', { line: 0, was: 'no box' })).toBeNull();
  });
});
