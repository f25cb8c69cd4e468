import { checkChoices } from '../checks/commands.ts';
import { EPHEMERAL, LOADING, contentOf } from '../checks/content.ts';
import { checkForm } from '../checks/form.ts';
import { PATIENCE_MS } from '../interactions.ts';
import { MENU_ANSWER, SLASH_ANSWER, addMessage, editMessage } from '../messages.ts';
import { messageJson } from '../payloads.ts';
import { pingsOf } from '../pings.ts';
import { problems } from '../problems.ts';
import { refuse } from '../refusal.ts';
import type { DiscordMessage, Interaction, Json } from '../state.ts';
import type { Asked, Routes } from './route.ts';

const MESSAGE = 4, DEFER_MESSAGE = 5, DEFER_UPDATE = 6, UPDATE = 7, CHOICES = 8, FORM = 9;
const COMMAND = 2, COMPONENT = 3, COMPLETION = 4, SUBMISSION = 5;

/** Which first answers each kind of interaction takes. */
function takes(interaction: Interaction, type: number): boolean {
  if (interaction.type === COMPLETION) return type === CHOICES;
  if (type === DEFER_UPDATE || type === UPDATE) return interaction.messageId !== undefined && interaction.type !== COMMAND;
  if (type === FORM) return interaction.type !== SUBMISSION;
  return type === MESSAGE || type === DEFER_MESSAGE;
}

/** A message that answers an interaction: the first one, or one that follows. */
export function answerWith({ world }: Asked, interaction: Interaction, body: Json, files: DiscordMessage['attachments'], isLoading = false): DiscordMessage {
  const said = isLoading ? { content: '', embeds: [], components: [], flags: (Number(body['flags'] ?? 0) & EPHEMERAL) | LOADING } : contentOf(body, files);
  const channel = world.channels.get(interaction.channelId)!;
  const isPrivate = (said.flags & EPHEMERAL) !== 0;
  const allowed = body['allowed_mentions'] as Json | undefined;
  const message = addMessage(world, {
    ...said, channelId: interaction.channelId, authorId: world.botId, attachments: files, interactionId: interaction.id, type: interaction.type === COMMAND ? (interaction.messageId === undefined ? SLASH_ANSWER : MENU_ANSWER) : 0,
    ephemeralFor: isPrivate ? interaction.userId : undefined, hasAllowedMentions: isLoading || allowed !== undefined, pings: isPrivate ? [] : pingsOf(world, channel, world.botId, said, allowed, 'answer'),
  });
  interaction.answers.push(message);
  return message;
}

function carryOut(asked: Asked, interaction: Interaction, type: number, data: Json): void {
  const { world } = asked;
  if (type === MESSAGE || type === DEFER_MESSAGE) interaction.original = answerWith(asked, interaction, data, asked.files, type === DEFER_MESSAGE);
  if (type === DEFER_UPDATE || type === UPDATE) interaction.original = world.messages.find((it) => it.id === interaction.messageId);
  if (type === UPDATE && interaction.original && !interaction.original.deleted) {
    const { original } = interaction;
    const kept = data['attachments'] === undefined ? original.attachments : original.attachments.filter((it) => (data['attachments'] as Json[]).some(({ id }) => id === it.id));
    const files = [...kept, ...asked.files];
    const said = contentOf(data, files, original);
    original.attachments = files;
    editMessage(world, original, said, data['content'] === undefined || data['allowed_mentions'] !== undefined);
    interaction.answers.push(original);
  }
  if (type === CHOICES) {
    const found = problems();
    checkChoices(found, 'data.choices', (data['choices'] ?? []) as Json[], typeof ((data['choices'] ?? []) as Json[])[0]?.['value'] === 'number' ? 4 : 3);
    found.refuseIfAny();
    interaction.choices = (data['choices'] ?? []) as Json[];
  }
  if (type === FORM) {
    checkForm(data);
    for (const form of world.forms) if (form.userId === interaction.userId) form.isOpen = false;
    interaction.form = { userId: interaction.userId, modal: data, channelId: interaction.channelId, guildId: interaction.guildId, messageId: interaction.type === COMPONENT ? interaction.messageId : undefined, isOpen: true };
    world.forms.push(interaction.form);
  }
}

/** The first answer to an interaction: within 3 seconds, once, and of a kind that fits it. */
export const callbacks: Routes = {
  'POST /interactions/:interaction/:token/callback': (asked) => {
    const { world, params, body } = asked;
    const interaction = world.interactions.get(params['interaction']!) ?? refuse(10_062);
    if (interaction.token !== params['token']) refuse(10_062);
    if (interaction.acknowledged !== undefined) refuse(40_060);
    if (world.now() - interaction.at > PATIENCE_MS) refuse(10_062);
    const type = Number(body['type']);
    if (!takes(interaction, type)) {
      const found = problems();
      found.add('type', 'INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK_TYPE', `Interaction callback type ${type} does not fit an interaction of type ${interaction.type}`);
      found.refuseIfAny();
    }
    carryOut(asked, interaction, type, (body['data'] ?? {}) as Json);
    interaction.acknowledged = type;
    world.changes.changed();
    if (asked.query.get('with_response') !== 'true') return undefined;
    const message = [MESSAGE, DEFER_MESSAGE].includes(type) ? interaction.original : undefined;
    return {
      interaction: { id: interaction.id, type: interaction.type, ...(message && { response_message_id: message.id, response_message_loading: type === DEFER_MESSAGE, response_message_ephemeral: message.ephemeralFor !== undefined }) },
      resource: { type, ...((type === MESSAGE || type === UPDATE || type === DEFER_MESSAGE) && interaction.original && { message: messageJson(world, interaction.original) }) },
    };
  },
};
