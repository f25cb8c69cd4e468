import { contentOf, LOADING } from '../checks/content.ts';
import { TOKEN_MS } from '../interactions.ts';
import { editMessage } from '../messages.ts';
import { messageJson } from '../payloads.ts';
import { pingsOf } from '../pings.ts';
import { refuse } from '../refusal.ts';
import type { DiscordMessage, Interaction, Json } from '../state.ts';
import { answerWith } from './callbacks.ts';
import type { Asked } from './route.ts';

/** Answers to interactions go by the application's id instead of a webhook's. */
export const isAnswering = ({ world, params }: Asked): boolean => params['webhook'] === world.applicationId;

/** An interaction that was answered once and whose token still lives. */
function answered({ world, params }: Asked): Interaction {
  const interaction = [...world.interactions.values()].find((it) => it.token === params['token']);
  if (!interaction || world.now() - interaction.at > TOKEN_MS) refuse(50_027);
  return interaction.acknowledged === undefined ? refuse(10_015) : interaction;
}

function find(asked: Asked): DiscordMessage {
  const interaction = answered(asked);
  const id = asked.params['message'];
  const message = id === '@original' ? interaction.original : interaction.answers.find((it) => it.id === id);
  return !message || message.deleted ? refuse(10_008) : message;
}

function editOf(asked: Asked, message: DiscordMessage): Json {
  const { world, body } = asked;
  const isFirst = (message.flags & LOADING) !== 0;
  const kept = body['attachments'] === undefined ? message.attachments : message.attachments.filter((it) => (body['attachments'] as Json[]).some(({ id }) => id === it.id));
  const files = [...kept, ...asked.files];
  const said = contentOf(body, files, { ...message, flags: message.flags & ~LOADING });
  message.attachments = files;
  const allowed = body['allowed_mentions'] as Json | undefined;
  editMessage(world, message, said, body['content'] === undefined || allowed !== undefined);
  // What was loading says its first words now.
  if (isFirst && message.ephemeralFor === undefined) message.pings = pingsOf(world, world.channels.get(message.channelId)!, world.botId, said, allowed, 'answer');
  return messageJson(world, message);
}

export const followUps = {
  find,
  edit(asked: Asked): Json {
    const message = find(asked);
    const interaction = answered(asked);
    const said = editOf(asked, message);
    // A component's own message, changed at last, is the answer.
    if (!interaction.answers.includes(message)) interaction.answers.push(message);
    return said;
  },
  /** The first one after “thinking” takes its place. */
  say(asked: Asked): Json {
    const interaction = answered(asked);
    const { original } = interaction;
    if (original && (original.flags & LOADING) !== 0) return editOf({ ...asked, body: { ...asked.body, flags: 0 } }, original);
    return messageJson(asked.world, answerWith(asked, interaction, asked.body, asked.files));
  },
};
