/**
 * A message as people shall read it, whatever carries it. Words are plain text: nothing in them is ever
 * read as markup, so text that came from people can stand here as it is.
 */
export type Message = { parts: Part[] };

export type Part =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; words: Words }
  | { kind: 'list'; items: Words[] }
  | { kind: 'quote'; words: Words }
  | { kind: 'rule' }
  | { kind: 'buttons'; buttons: LinkButton[] };

export type Words = Word[];

export type Style = 'bold' | 'italic' | 'strike' | 'code';

export type Word =
  | { kind: 'text'; text: string; styles: Style[] }
  /** `url` is http or https. */
  | { kind: 'link'; text: string; url: string; styles: Style[] }
  /** Tells the person. `slackId` as `U024BE7LH`. */
  | { kind: 'mention'; slackId: string };

/** A button that leads somewhere. */
export type LinkButton = { text: string; url: string; primary: boolean };
