import type { CommandAnswer } from '../double.ts';
import { isObject } from '../http/read.ts';
import { Refusal } from '../http/refusal.ts';
import type { Deliveries } from '../outgoing/deliver.ts';
import { commandForm } from '../outgoing/interactions.ts';
import { answerAct } from '../rules/response-urls.ts';
import type { Conversation, User } from '../state.ts';
import { channelByName, requireApp, type World } from '../world.ts';

/** Sends a slash command, and shows the person what came back at once. */
export async function typeCommand(
  world: World,
  deliveries: Deliveries,
  user: User,
  place: Conversation,
  typed: { command: string; text: string },
): Promise<CommandAnswer> {
  const known = requireApp(world).commands.find(({ command }) => command === typed.command);
  if (!known) throw new Error(`Slack knows no command ${typed.command}`);
  const text = known.shouldEscape ? escaped(world, typed.text) : typed.text;
  const body = commandForm(world, user, place, { command: typed.command, text });
  const { status, answer, failure } = await deliveries.send({ kind: 'command', body });
  if (failure !== null) {
    const reason =
      failure === 'http_timeout' || failure === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
    // Slackbot's words.
    return { status: status ?? 0, text: `${typed.command} failed with the error "${reason}"`, blocks: [] };
  }
  if (answer === null || (isObject(answer) && Object.keys(answer).length === 0)) {
    return { status: status ?? 0, text: null, blocks: [] };
  }
  const about = world.db.responseUrls.get(String(body.response_url).slice(world.url.length));
  if (!about) throw new Error('the Slack double lost a response URL');
  try {
    const message = answerAct(world, about, answer);
    return { status: status ?? 0, text: message?.text || null, blocks: message?.blocks ?? [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const what = `${error.code} ${JSON.stringify(error.more)}`;
    world.journal.unforeseen.push({ what, where: `the answer to ${typed.command}` });
    return { status: status ?? 0, text: null, blocks: [] };
  }
}

/** With `should_escape` Slack names people, channels and links by their ids and marks; else text comes as typed. */
function escaped(world: World, text: string): string {
  const users = [...world.db.users.values()];
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/https?:\/\/\S+/g, (url) => `<${url}>`)
    .replace(/(?<!\S)@([\w.-]+)/g, (whole, name) => {
      const user = users.find((one) => one.name === name);
      return user ? `<@${user.id}|${user.name}>` : whole;
    })
    .replace(/(?<!\S)#([\w-]+)/g, (whole, name) => {
      const channel = channelByName(world.db, name);
      return channel ? `<#${channel.id}|${channel.name}>` : whole;
    });
}
