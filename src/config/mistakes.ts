import type { Path } from './places.ts';

/**
 * One thing that is wrong with the configuration, for the person who shall mend it.
 * `line` and `column` count from 1. Values of secrets never stand in any field.
 */
export type Mistake = {
  /** `GITLAB_TOKEN`, or the place in the file: `services[0].owners`. */
  path: string;
  /** The configuration file, or the command line; null: the environment. */
  file: string | null;
  line: number | null;
  column: number | null;
  found: string;
  allowed: string;
  /** What to do about it, where that can be guessed. */
  mend: string | null;
};

/** What is wrong at a place of the file, before it is known where that place is in the text. */
export type Complaint = Pick<Mistake, 'found' | 'allowed' | 'mend'> & {
  path: Path;
  /** It is the key that is wrong, not its value. */
  ofKey?: boolean;
};

const width = 100;

/** Every mistake as text for a terminal: a heading, then one short block for each. Ends with a newline. */
export function renderMistakes(mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  return [
    `The configuration has ${count}.`,
    ...mistakes.map(renderMistake),
    'Every variable and every key is described in docs/configuration.md.\n',
  ].join('\n\n');
}

/** One mistake as one line, for lists that show `mend` on their own. */
export function mistakeLine(mistake: Mistake): string {
  return `${mistake.path} (${placeOf(mistake)}): found ${mistake.found}; allowed: ${mistake.allowed}`;
}

function renderMistake(mistake: Mistake): string {
  return [
    `  ${mistake.path}  (${placeOf(mistake)})`,
    ...labelled('found', mistake.found),
    ...labelled('allowed', mistake.allowed),
    ...(mistake.mend === null ? [] : labelled('mend', mistake.mend)),
  ].join('\n');
}

/** `incident-review.yml:7:5`, which terminals and editors make into a link. */
function placeOf({ file, line, column }: Mistake): string {
  if (file === null) return 'environment';
  return [file, line, column].filter((part) => part !== null).join(':');
}

function labelled(label: string, text: string): string[] {
  const indent = ' '.repeat(13);
  return wrap(text, width - indent.length).map((line, index) =>
    index === 0 ? `    ${label.padEnd(9)}${line}` : `${indent}${line}`,
  );
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
