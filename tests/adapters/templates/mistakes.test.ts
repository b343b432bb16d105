import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { someValues } from '../../fakes/values.ts';
import { shipped } from './shipped.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'templates-'));
  cpSync(shipped, directory, { recursive: true });
});

afterEach(() => rmSync(directory, { recursive: true }));

const head = '---\ntitle: Ours\nfor: review\n---\n';

function write(body: string, name = 'ours'): void {
  writeFileSync(join(directory, `${name}.md`), body);
}

/** What loading says, without the directory. */
function complaint(): string {
  try {
    loadTemplates(directory);
  } catch (error) {
    if (error instanceof Error) return error.message.replaceAll(`${directory}/`, '');
    throw error;
  }
  return 'nothing';
}

describe('a variable that does not exist is refused with its line and what is allowed', () => {
  test.each([
    [
      'at the top',
      '{{ titel }}',
      'ours.md:5: unknown variable "titel"; allowed are incident.reference, incident.title',
    ],
    ['as a property', 'x\n\n{{ incident.url }}', 'ours.md:7: unknown variable "incident.url"'],
    ['below a text', '{{ dueDate.day }}', 'ours.md:5: unknown variable "dueDate.day"'],
    [
      'in a branch never taken',
      '{% if false %}{{ nothing }}{% endif %}',
      'ours.md:5: unknown variable "nothing"',
    ],
    ['in a condition', '{% if nothing %}x{% endif %}', 'ours.md:5: unknown variable "nothing"'],
    ['as a list', '{% for x in nothing %}x{% endfor %}', 'ours.md:5: unknown variable "nothing"'],
    [
      'in a list',
      '{% for one in services %}\n{{ one.lable }}{% endfor %}',
      'ours.md:6: undefined variable: one.lable',
    ],
    [
      'that every object has',
      '{{ incident.constructor }}',
      'ours.md:5: unknown variable "incident.constructor"',
    ],
  ])('%s', (_, body, expected) => {
    write(head + body);
    expect(complaint()).toContain(expected);
    expect(complaint()).toContain('box.closed-in-time');
  });
});

describe('what could undo the neutralising or reach outside is refused', () => {
  test.each([
    [
      'an unknown filter',
      '{{ dueDate | shout }}',
      'ours.md:5: undefined filter: shout; filters are not allowed',
    ],
    [
      'a known filter',
      '{{ incident.title | remove: "`" }}',
      'undefined filter: remove; filters are not allowed',
    ],
    [
      'another file',
      '{% include "secret" %}',
      'ours.md:5: tag "include" not found; allowed tags are if, elsif',
    ],
    ['another file, rendered', '{% render "secret" %}', 'tag "render" not found'],
    ['a layout', '{% layout "secret" %}', 'tag "layout" not found'],
    ['a capture', '{% capture x %}y{% endcapture %}', 'tag "capture" not found'],
    ['a tag left open', 'x\n{% if dri %}', 'ours.md:6: tag {% if dri %} not closed'],
    ['an output left open', 'x {{ dueDate', 'ours.md:5: output'],
  ])('%s', (_, body, expected) => {
    write(head + body);
    expect(complaint()).toContain(expected);
  });
});

describe('a place where a value would be read as more than words is refused', () => {
  test.each([
    [
      'the address of a link',
      '[x]({{ incident.title }})',
      'ours.md:5: the value "incident.title" stands where',
    ],
    ['an element', '<details>{{ incident.title }}</details>', 'the value "incident.title" stands where'],
    ['a comment', 'x\n\n<!-- {{ dri.name }} -->', 'ours.md:7: the value "dri.name" stands where'],
    ['beside a backtick', 'a ` b {{ noDriBecause }}', 'ours.md:5: the value "noDriBecause" stands where'],
    ['an attribute', '<b title="{{ dri.username }}">', 'the value "dri.username" stands where'],
    [
      'a list outside of code',
      'don`t{% for e in timeline %} {{ e.text }}{% endfor %}',
      'the value "timeline[].text" stands where',
    ],
  ])('%s', (_, body, expected) => {
    write(head + body);
    expect(complaint()).toContain(expected);
  });

  test('while prose, lists, headings and tables are fine', () => {
    write(
      `${head}# {{ incident.title }}\n- {{ dri.because }}\n\n{{ noDriBecause }}\n\n| a |\n| - |\n| {{ incident.title }} |`,
    );
    expect(complaint()).toBe('nothing');
  });

  test('in a comment template too', () => {
    const text = readFileSync(join(directory, 'incident-waiver-reason.md'), 'utf8');
    write(text.replace('{{ label }}', '<b>{{ label }}</b>\n\n<p>{{ label }}'), 'incident-waiver-reason');
    expect(complaint()).toMatch(/incident-waiver-reason\.md:\d+: the value "label" stands where/);
  });
});

describe('front matter that is broken is refused', () => {
  const allowed = 'allowed are "title" (words for people) and "for" (review, comment or message)';

  test.each([
    ['that is missing', '# Hello', 'ours.md:1: no front matter'],
    ['that never ends', '---\ntitle: x\nfor: review\n', 'ours.md:1: no front matter'],
    ['without a title', '---\nfor: review\n---\nx', 'ours.md:1: front matter: title: '],
    ['for nothing known', '---\ntitle: x\nfor: digest\n---\nx', 'ours.md:3: front matter: for: '],
    [
      'with another key',
      '---\ntitle: x\nfor: review\nlabels: y\n---\nx',
      'front matter: Unrecognized key: "labels"',
    ],
    ['that is no YAML', '---\ntitle: x\nfor: [\n---\nx', 'front matter: '],
    [
      'that says a thing twice',
      '---\ntitle: x\ntitle: y\nfor: review\n---\nx',
      'ours.md:3: front matter: Map keys',
    ],
    ['that is a list', '---\n- x\n---\nx', 'ours.md:1: front matter: '],
  ])('%s', (_, body, expected) => {
    write(body);
    expect(complaint()).toContain(expected);
    expect(complaint()).toContain(allowed);
  });

  test('a comment that is never made is refused', () => {
    write('---\ntitle: x\nfor: comment\n---\nx', 'incident-thanks');
    expect(complaint()).toBe(
      'incident-thanks.md: no comment of this name is ever made; allowed are incident-severity-unknown.md, incident-waiver-reason.md, review-guidelines.md, review-left-alone.md, review-closed-with-boxes-open.md',
    );
  });
});

test('every mistake is named at once', () => {
  write(`${head}{{ one }}`, 'a');
  write('two', 'b');
  rmSync(join(directory, 'incident-waiver-reason.md'));
  expect(complaint().split('\n')).toEqual([
    expect.stringMatching(/^a\.md:5: unknown variable "one"/),
    expect.stringMatching(/^b\.md:1: no front matter/),
    expect.stringMatching(/^incident-waiver-reason\.md: is missing/),
  ]);
});

test('a comment that is said to be a review is refused', () => {
  write(`${head}x`, 'incident-severity-unknown');
  expect(complaint()).toContain('incident-severity-unknown.md: is missing, or not "for: comment"');
});

test('a directory without a review is refused', () => {
  for (const name of ['incident-review', 'incident-review-light', 'incident-document']) {
    rmSync(join(directory, `${name}.md`));
  }
  expect(complaint()).toContain('there is no template "for: review"');
});

test('a template of our own is used as the shipped ones are, whatever its line ends', () => {
  write(`\uFEFF${head}Due {{ dueDate }}\n`.replaceAll('\n', '\r\n'));
  const templates = loadTemplates(directory);
  expect(templates.reviewTemplates()).toContain('ours');
  expect(templates.review('ours', someValues()).split('\n')[0]).toBe('Due 2024-11-07, a Thursday');
});

test('Liquid that people wrote is printed, never run', () => {
  const incidentTitle = '{{ dueDate }} {% if true %}yes{% endif %}';
  const text = loadTemplates(directory).review('incident-document', someValues({ incidentTitle }));
  expect(text).toContain('- Incident: #12 `{{ dueDate }} {% if true %}yes{% endif %}`');
});
