import fc from 'fast-check';
import MarkdownIt from 'markdown-it';

/** Texts that somebody could put into a title, a label, a name or a timeline to make the bot act. */
export const hostileTexts = [
  '/close',
  'fine\n/close',
  'fine\r/assign @root',
  'fine\u2028/label ~owned',
  '\n\n/confidential\n\n',
  '<!-- hidden -->\n/promote_to epic',
  '@all',
  '@group/sub please look',
  'mail me @mira.',
  '#1 !2 ~label %milestone $3 &4',
  '~"two words" %"next one"',
  'group/project#12 and group/project!7',
  'https://gitlab.example.com/shop/production/-/issues/1',
  'www.gitlab.example.com/shop/production/-/issues/1',
  'deadbeefcafe1234 broke it',
  'GL-12 and [vulnerability:7] and *iteration:4',
  '{{ incident.title }} {% assign x = 1 %}{% raw %}',
  '{{ "x" | append: "y" }}{%- comment -%}',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '<details><summary>x</summary>',
  '</details>',
  '<!--',
  '-->',
  '<!-- incident-review-bot {"incident":{"project":1,"issue":2,"iid":3}} -->',
  '- [x] done <!-- guideline:summary -->',
  '[click](javascript:alert(1)) ![x](https://evil.example/x.png)',
  '[ref]: https://evil.example "title"',
  '| cell | cell |\n| --- | --- |',
  'a | b \\| c \\\\| d',
  '|',
  '\\',
  '`',
  '``',
  '` `` ``` ````',
  '```\n/close\n```',
  '~~~\n/close\n~~~',
  '`'.repeat(90),
  `${'`'.repeat(300)}\n/close\n${'`'.repeat(300)}`,
  '\\`@all\\`',
  '>>>\n/close\n>>>',
  '# Heading\n=======\n---',
  '1. one\n- two\n* three\n    four',
  '$`x`$ $$y$$ :tada: {+ new +}',
  'pay\u202Elruc\u202C \u2066x\u2069',
  '@\u200Ball \u200D@all \uFEFF@all',
  '\u0000\u0007\u001b[31mred',
  '\ud800 lone \udfff surrogates',
  '👩‍💻 ❤️‍🔥 🏳️‍🌈',
  '_Fill in: nothing_',
  '   ',
  '',
] as const;

/** Any string at all, and strings made of what hurts. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 4 })), {
      maxLength: 6,
    })
    .map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom('`', '\\', '|', '\n', '/', '@', '<', '!', '--', '>', ' ', 'a'), { maxLength: 40 })
    .map((parts) => parts.join('')),
);

const reader = new MarkdownIt('default', { html: true, linkify: true });
// As GitLab does: an address without a scheme is words.
reader.linkify.set({ fuzzyLink: false });

/**
 * How a text is read, without what stands in its code: two texts with the same skeleton differ in
 * nothing but the inside of code.
 */
export function skeleton(markdown: string): string[] {
  return reader.parse(markdown, {}).flatMap(function walk(token): string[] {
    if (token.type === 'code_inline') return ['code'];
    if (token.type === 'fence' || token.type === 'code_block') return [`${token.type} ${token.info}`];
    if (token.children) return [token.type, ...token.children.flatMap(walk)];
    return [token.attrs ? `${token.type} ${JSON.stringify(token.attrs)}` : `${token.type} ${token.content}`];
  });
}
