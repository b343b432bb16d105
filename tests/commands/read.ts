import type { Message, Part, Words } from '../../src/domain/message.ts';

/** A message as plain lines; what is to be typed stands in backticks. */
export function linesOf({ parts }: Message): string[] {
  return parts.flatMap(linesOfPart);
}

function linesOfPart(part: Part): string[] {
  if (part.kind === 'heading') return [`# ${part.text}`];
  if (part.kind === 'list') return part.items.map((words) => `- ${lineOf(words)}`);
  if (part.kind === 'paragraph' || part.kind === 'quote') return [lineOf(part.words)];
  return [part.kind];
}

function lineOf(words: Words): string {
  return words
    .map((word) => {
      if (word.kind === 'mention') return `@${word.slackId}`;
      return word.styles.includes('code') ? `\`${word.text}\`` : word.text;
    })
    .join('');
}
