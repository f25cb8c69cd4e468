import type { Doing } from '../once.ts';
import { keptWithin } from '../resume.ts';
import { askedBy, interactionType, type Interaction } from './asked.ts';
import { isOwnClick, takeClick } from './clicks.ts';
import { takeCommand } from './commands.ts';
import { takeCompletion } from './completions.ts';
import { takeForm } from './forms.ts';
import type { Incoming } from './incoming.ts';
import { replyTo, type Reply } from './reply.ts';

/** Before Discord is told that an answer comes later, so much time is for keeping what was asked; milliseconds. */
const keptWithinMs = 400;

type Take = (incoming: Incoming, interaction: Interaction, reply: Reply, doing: Doing) => Promise<void>;
const takes: Readonly<Record<number, Take>> = { [interactionType.command]: takeCommand, [interactionType.press]: takeClick, [interactionType.form]: takeForm };

/**
 * One interaction of any kind: carried out once, however often it is delivered or doubled. It is carried out though this process
 * should fall: a press from here on, anything else from when Discord is told that an answer comes; until then Discord says that
 * it failed, and whoever asked asks again. Never rejects.
 */
export async function take(incoming: Incoming, interaction: Interaction): Promise<void> {
  if (interaction.type === interactionType.completion) return takeCompletion(incoming, interaction);
  const isPress = interaction.type === interactionType.press;
  const wanted = essence(interaction);
  const beginning = incoming.once.begin(`interaction:${interaction.id}`, isPress ? wanted : undefined);
  const reply = replyTo(incoming, askedBy(interaction), { beforeLater: () => keptWithin(beginning.then((doing) => doing?.keep(wanted)), keptWithinMs) });
  const doing = await beginning;
  if (doing === undefined) return reply.leave();
  if (isPress && !(await isOwnClick(incoming, interaction))) await reply.nothing();
  else await takes[interaction.type]?.(incoming, interaction, reply, doing);
  await doing.end();
}

/**
 * The same, of what a process that fell had kept. Its token answers for a quarter of an hour where Discord was told in time; else the
 * answer is a direct message. Never rejects.
 */
export async function takeAgain(incoming: Incoming, interaction: Interaction, doing: Doing): Promise<void> {
  await takes[interaction.type]?.(incoming, interaction, replyTo(incoming, askedBy(interaction), { mayBeAnnounced: true }), doing);
  await doing.end();
}

/** What has to be known of an interaction to carry it out: of the message it stands below, no more than which buttons it has. */
const essence = ({ message, ...interaction }: Interaction): Interaction => ({
  ...interaction,
  ...(message === undefined ? {} : { message: { id: message.id, flags: message.flags ?? 0, components: (message.components ?? []).map(({ components = [] }) => ({ components: components.map(({ custom_id: id }) => (id === undefined ? {} : { custom_id: id })) })) } }),
});
