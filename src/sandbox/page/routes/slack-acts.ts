import { Router } from 'express';
import { z } from 'zod';
import { readerOf } from '../slack/conversation-view.ts';
import { type Place, placesOf } from '../story/acts.ts';
import type { View } from '../view.ts';
import { type ActSetting, act } from './answer.ts';

/** What a visitor does in Slack: the double sends it to the service, signed, as Slack would. */
export function slackActs(setting: ActSetting): Router {
  const { stage, memory } = setting;
  const { slack, scenario, clock } = stage;
  const router = Router();

  /** The conversation, and the person who is in it. */
  const stand = (
    view: View,
  ): { place: Place; reader: { username: string; slackId: string }; where: string | null } => {
    const place = placesOf(slack.snapshot()).find(({ id }) => id === view.conversation);
    const acting = scenario.people.find(({ username }) => username === view.as);
    if (!place || !acting) throw new Error('There is no such conversation');
    const reader = readerOf(place, { people: scenario.people, acting });
    return { place, reader, where: place.kind === 'direct' ? null : place.name };
  };

  router.post(
    '/sandbox/slack/say',
    act(setting, { text: z.string().trim().min(1).max(3000) }, async ({ view, fields: { text } }) => {
      const { place, reader, where } = stand(view);
      const person = slack.as(reader.username);
      const [, command, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [];
      if (command === undefined) {
        await person.say(where ?? `@${botName(stage)}`, asSlackKeeps(text));
        return {};
      }
      const at = clock.now();
      const answer = await person.command(command, rest, where);
      const failed = answer.status !== 200 && answer.blocks.length === 0 ? answer.text : null;
      memory.addExchange({ place: place.id, user: reader.slackId, at, typed: text, trouble: failed });
      return {};
    }),
  );
  router.post(
    '/sandbox/slack/click',
    act(
      setting,
      { ts: z.string().max(40), label: z.string().max(80) },
      async ({ view, fields: { ts, label } }) => {
        const { place, reader } = stand(view);
        await slack.as(reader.username).click({ conversation: place.id, ts }, label);
        return {};
      },
    ),
  );
  return router;
}

function botName({ slack, scenario }: ActSetting['stage']): string {
  const bot = slack.snapshot().users.find(({ id }) => id === scenario.bot);
  if (!bot) throw new Error('the bot has left Slack');
  return bot.name;
}

/** Slack's own client marks what people type: three characters are escaped, and addresses stand in brackets. */
function asSlackKeeps(typed: string): string {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(/https?:\/\/[^\s<>|]+/g, '<$&>');
}
