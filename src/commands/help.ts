import type { SlackCommand } from './command.ts';
import { code, text } from './words.ts';

export const help: SlackCommand = {
  word: 'help',
  usage: '',
  summary: 'what can be typed here',
  run: async (_request, { name, commands }) => ({
    parts: [
      { kind: 'heading', text: 'Incident reviews' },
      {
        kind: 'paragraph',
        words: [
          text(
            'When an incident is over and was severe enough, its review is opened in GitLab and announced here. ',
          ),
          text('What you are answered, you alone can see.'),
        ],
      },
      {
        kind: 'list',
        items: commands.map(({ word, usage, summary }) => [
          code([name, word, usage].filter((part) => part !== '').join(' ')),
          text(` – ${summary}`),
        ]),
      },
    ],
  }),
};
