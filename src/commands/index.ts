import type { Message, Words } from '../domain/message.ts';
import { nearest } from '../domain/nearest.ts';
import { asLine } from '../domain/neutralise.ts';
import type { CommandDeps, SlackCommand } from './command.ts';
import { help } from './help.ts';
import { code, text } from './words.ts';

/** Every word there is, in the order of the help. A new one is a file beside this and a name in this list. */
const commands: readonly SlackCommand[] = [help];

/** What Slack tells of a command: `command` with its slash, `text` all that follows it. */
export type Typed = { command: string; text: string; user: string; channel: string };

export type SlackCommands = {
  /** The answer for whoever typed it. What a person got wrong is an answer as well, and no failure. */
  answer(typed: Typed): Promise<Message>;
};

/** `name`: the command of the configuration, `/incident-review`. */
export function slackCommands({ name }: Pick<CommandDeps, 'name'>): SlackCommands {
  return {
    answer: async ({ command, text: whole, user, channel }) => {
      if (command !== name) return notOurs(command, name);
      const [first = '', rest = ''] = splitWord(whole);
      const word = first === '' ? help.word : first.toLowerCase();
      const found = commands.find((one) => one.word === word);
      if (found === undefined) return unknown(first, name);
      return found.run({ text: rest, user, channel }, { name, commands });
    },
  };
}

function splitWord(whole: string): string[] {
  const trimmed = whole.trim();
  const end = trimmed.search(/\s/);
  return end === -1 ? [trimmed] : [trimmed.slice(0, end), trimmed.slice(end).trim()];
}

/** Several commands of one Slack app may lead here, and the configuration knows one of them. */
function notOurs(command: string, name: string): Message {
  return oneLine([
    code(shortened(command)),
    text(' is not what this service was told to listen to. Type '),
    code(`${name} ${help.word}`),
    text(', or have '),
    code('slack.command'),
    text(' changed in the configuration.'),
  ]);
}

function unknown(word: string, name: string): Message {
  const meant = nearest(
    word,
    commands.map((one) => one.word),
  );
  const there = [text('There is no command '), code(shortened(word)), text('. ')];
  return oneLine(
    meant === null
      ? [...there, code(`${name} ${help.word}`), text(' shows what there is.')]
      : [...there, text('Did you mean '), code(`${name} ${meant}`), text('?')],
  );
}

function oneLine(words: Words): Message {
  return { parts: [{ kind: 'paragraph', words }] };
}

function shortened(typed: string): string {
  return asLine(typed, 41);
}
