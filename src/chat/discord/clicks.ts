import { createHash } from 'node:crypto';
import { demand } from '../../permissions.ts';
import type { Say } from '../../texts/say.ts';
import { cardOf, reply as answer } from '../answer.ts';
import type { Answer, Card } from '../card.ts';
import type { Speaker } from '../platform.ts';
import type { Doing } from '../once.ts';
import { loadValue } from '../values.ts';
import { askedBy, type Interaction } from './asked.ts';
import { buttonCommands } from './button-commands.ts';
import { sendForm } from './forms.ts';
import { give, type Asker } from './give.ts';
import { answering, type Incoming } from './incoming.ts';
import { offerForm, openPart } from './open-form.ts';
import { readAction, type Pressed, type Questioned } from './render/actions.ts';
import { unpackForm } from './render/modal.ts';
import type { Reply } from './reply.ts';
import { makeWhole } from './sendable.ts';

/** Is this press one of its own, and not the second half of a double click, which the first one answers? */
export const isOwnClick = (incoming: Pick<Incoming, 'once'>, interaction: Interaction): Promise<boolean> =>
  incoming.once.single(`click:${hashOf(askedBy(interaction).userId, interaction.message?.id)}`, hashOf(meantBy(interaction)));

/** Carries out a button or an entry of More. Never rejects. */
export async function takeClick(incoming: Incoming, interaction: Interaction, reply: Reply, doing: Doing): Promise<void> {
  const asked = askedBy(interaction);
  await answering(incoming, asked, reply, (from, say) => doing.run(() => carryOutAction(incoming, { asked, reply, from, say }, meantBy(interaction))));
}

const meantBy = ({ data: { custom_id: id = '', values } = {} }: Interaction): string => values?.[0] ?? id;

interface Scene extends Asker { from: Speaker }
const own: ReadonlySet<string> = new Set(Object.values(buttonCommands));

async function carryOutAction(incoming: Incoming, scene: Scene, written: string): Promise<Answer | undefined> {
  const load = (id: string): Promise<unknown> => loadValue(incoming.sql, id);
  const meant = await readAction(written, load);
  if (meant === undefined) return gone(scene.say);
  if ('showAll' in meant) {
    const card = await load(meant.showAll) as Card | undefined;
    return card === undefined ? gone(scene.say) : showWhole(incoming, scene, card);
  }
  if ('confirm' in meant) return question(meant, scene.say);
  if (own.has(meant.command)) return goOn(incoming, scene, meant, load);
  return incoming.dispatch.press(scene.from, meant.command, meant.args);
}

/** Discord's buttons ask nothing: the question comes as an answer, with the button itself. */
const question = ({ label, confirm, style, command, args }: Questioned, say: Say): Answer => ({
  kind: 'card', private: true,
  card: cardOf({ title: confirm, actions: [{ label, command, args, style: style ?? 'primary' }, { label: say('discord.no'), command: buttonCommands.leave, args: {} }] }),
});

/** What waits behind a button: an answer, or a form to be shown or carried out as it is. */
async function goOn(incoming: Incoming, scene: Scene, { command, args }: Pressed, load: (id: string) => Promise<unknown>): Promise<Answer | undefined> {
  const { reply, from, say } = scene;
  if (command === buttonCommands.leave) return answer({ title: say('discordIncoming.nothing_done') });
  if (command === buttonCommands.showAnswer) return showAnswer(incoming, scene, args['answer'] ?? '');
  const luggage = await unpackForm(args['form'] ?? '', load);
  if (luggage === undefined) return gone(say);
  if (command === buttonCommands.sendForm) return sendForm(incoming, from, luggage);
  if (!(await openPart(incoming, reply, luggage, say))) await offerForm(incoming, scene, luggage.form, luggage);
  return undefined;
}

/**
 * Nothing is cut any more; for whoever asked alone. A card that others see too is for those who may look at incidents;
 * what was said to somebody alone is theirs while their account is. @throws AppError forbidden, unauthenticated
 */
async function showWhole(incoming: Incoming, scene: Scene, card: Card): Promise<undefined> {
  const { asked, from, say } = scene;
  const { ctx } = await incoming.contextFor(from);
  if (asked.message !== undefined && !asked.isDirect) demand(ctx, 'view_incident');
  for (const drawn of await makeWhole(incoming, card, { say })) await give(incoming, scene, drawn, 'asker');
}

/** What could not be said to somebody alone when they asked. */
async function showAnswer(incoming: Incoming, scene: Scene, id: string): Promise<Answer | undefined> {
  const found = await incoming.later.find(id);
  if (found === undefined) return gone(scene.say);
  if (found.userId !== scene.asked.userId) return answer({ title: scene.say('discordIncoming.answer_anothers'), tone: 'bad' });
  await give(incoming, scene, found.answer, 'asker');
  return undefined;
}

const gone = (say: Say): Answer => answer({ title: say('chat.gone'), tone: 'bad' });
const hashOf = (...parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
