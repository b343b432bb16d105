import { z } from 'zod';
import {
  channel,
  channelPattern,
  checkId,
  days,
  duration,
  durationMs,
  host,
  label,
  labelPattern,
  list,
  map,
  oneOf,
  project,
  slashCommand,
  text,
  timeOfDay,
  timezone,
  weekday,
  wholeNumber,
  words,
  yesOrNo,
} from './values.ts';

/** The part of the configuration file that says who is told what, and when. */

export const nags = map({
  before: list(days, 'spans such as 3d').default(['3d', '1d']).describe('Working days before the due date'),
  dueDay: yesOrNo().default(true).describe('Also on the day itself'),
  overdueEvery: days.default('1d').describe('Working days between two nags about an overdue review'),
  escalate: list(
    map({
      after: days.describe('Working days after the due date'),
      to: z
        .union(
          [z.literal('manager'), channel],
          'manager, or a Slack channel in quotes such as "#incident-reviews"',
        )
        .describe("manager = the DRI's manager, or a Slack channel"),
    }),
    'steps such as { after: 2d, to: manager }',
  )
    .default([
      { after: '2d', to: 'manager' },
      { after: '5d', to: '#incident-reviews' },
    ])
    .describe('Who hears of an overdue review'),
  accept: map({
    within: duration.default('1d').describe('How long the DRI has to accept or decline'),
  })
    .prefault({})
    .describe('After that the next candidate is asked'),
});

export const slack = map({
  command: slashCommand.default('/incident-review').describe('What people type'),
  reviewsChannel: channel.default('#incident-reviews').describe('Hears what has no better channel'),
  incidentChannel: channelPattern
    .default('#incident-{iid}')
    .describe('Channel of one incident; a Slack channel link in the incident wins'),
});

export const digest = map({
  day: weekday.default('mon').describe('On which day of the week'),
  at: timeOfDay.default('09:00').describe('At which time of that day'),
  timezone: timezone.default('UTC').describe('Zone of that time'),
  channel: channel.default('#incident-reviews').describe('Where it is posted'),
  issueIn: project.nullable().default(null).describe('Also as an issue of this project'),
  graceHours: wholeNumber(0, 168).default(48).describe('How late a digest may still be sent after downtime'),
});

const sloDays = wholeNumber(1, 365);

export const correctiveActions = map({
  label: label.default('corrective action').describe('Label of corrective actions'),
  sloDays: map({
    '1': sloDays.default(7),
    '2': sloDays.default(30),
    '3': sloDays.default(60),
    '4': sloDays.default(90),
  })
    .prefault({})
    .describe('Days within which a corrective action shall be done, by severity'),
});

export const guidelines = map({
  closeLabel: label.nullable().default(null).describe('Set when a review closes with boxes open'),
  reopen: yesOrNo()
    .default(false)
    .describe('Such a review is opened again; who closes it once more within an hour means it'),
  extra: list(
    map({
      id: checkId.describe('Names the guideline in its mark'),
      for: oneOf('opener', 'dri').describe('Whose list it stands in'),
      text: text('some text on one line, at most 500 characters', /^(?!\s)[^\n]{1,500}(?<!\s)$/).describe(
        'What the person shall make sure of',
      ),
      heading: words.nullable().default(null).describe('A section that there has to be, by its heading'),
      words: wholeNumber(1, 10_000)
        .nullable()
        .default(null)
        .describe('How many words that section has at least; default: 1'),
      label: labelPattern
        .nullable()
        .default(null)
        .describe('A label that the review carries; * stands for any text'),
      linkTo: host.nullable().default(null).describe('A host that is linked to, in that section or anywhere'),
    }),
    'checks such as { id: runbook-updated, for: dri, text: The runbook is up to date }',
  )
    .default([])
    .describe('Further guidelines of your own; without heading, label and linkTo a person has to judge'),
});

export const retention = map({
  deliveries: duration
    .default('14d')
    .describe('How long the bodies of webhook deliveries are kept, and the texts we wrote into reviews'),
}).transform(({ deliveries }) => ({ deliveriesMs: durationMs(deliveries) }));
