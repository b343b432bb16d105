import type { Message } from '../../domain/message.ts';
import { compile } from './liquid.ts';
import { announcementView, type MessageView, missingDriView, warningView } from './message-view.ts';
import { TemplateMistake } from './mistake.ts';
import { readMessage } from './read-message.ts';
import { fullSample } from './samples.ts';
import type { TemplateFile } from './template-file.ts';

export { announcementView, missingDriView, warningView } from './message-view.ts';

/** What we say in Slack; each has its template, `slack-<topic>.md`. */
export const messageTopics = ['announcement', 'missing-dri', 'warning'] as const;

export type MessageTopic = (typeof messageTopics)[number];

/** A template that is ready: a pure function from what it may print to a message. */
export type CompiledMessage = (view: MessageView) => Message;

const incident = {
  title: 'Checkout answers 502',
  url: 'https://gitlab.example.com/shop/-/issues/318',
  reference: '#318',
};
const review = { ...incident, title: 'Incident Review: Checkout answers 502', reference: '#319' };
const full = {
  incident,
  review,
  keyInformation: fullSample.keyInformation,
  dri: { username: 'mira', name: 'Mira Okafor', slackId: 'U024BE7LH' },
  dueDate: fullSample.dueDate,
  because: 'closed with severity 2',
};
const bare = { ...full, keyInformation: null, dri: null, dueDate: null };

/** All that a message may be about, so that every branch of its template has been walked before people see it. */
export const messageSamples: Record<MessageTopic, MessageView[]> = {
  announcement: [full, bare].flatMap((values) =>
    [true, false].flatMap((confidential) =>
      [true, false].map((direct) => announcementView({ ...values, confidential, direct })),
    ),
  ),
  'missing-dri': [missingDriView({ ...review, dueDate: fullSample.dueDate }), missingDriView(null)],
  warning: [
    ...[9, 1, 0].map((daysLeft) =>
      warningView({ about: 'token', username: 'review-bot', daysLeft, expiresOn: fullSample.dueDate }),
    ),
    ...[true, false].map((enabled) => warningView({ about: 'hook', project: 'shop/production', enabled })),
    ...['make-review-confidential', 'follow-review', 'retract-messages', 'take-back-charts'].map((what) =>
      warningView({ about: 'given-up', what, id: 'i:318', problem: 'gitlab-forbidden' }),
    ),
  ],
};

/** The template of a message that has proved itself on sample values. Throws a TemplateMistake. */
export function compileMessage(file: TemplateFile, samples: MessageView[]): CompiledMessage {
  const compiled = compile(file, samples[0] ?? {});
  const ready: CompiledMessage = (view) => readMessage(compiled(view));
  for (const sample of samples) {
    if (ready(sample).parts.length === 0)
      throw new TemplateMistake(file.path, null, 'says nothing for some values');
  }
  return ready;
}
