import { LOADING } from '../checks/content.ts';
import { type NewInteraction, PATIENCE_MS, begin } from '../interactions.ts';
import type { DiscordMessage, DiscordUser, Interaction, OpenForm, World } from '../state.ts';

/** What Discord's client writes when an answer is missing. */
export interface Trouble { user: string; kind: 'did_not_respond' | 'interaction_failed' | 'options_failed'; what: string }
/** Somebody in front of Discord, and what they act through. */
export interface Acting { world: World; user: DiscordUser; guildId: string; troubles: Trouble[] }

export interface Outcome {
  interaction: Interaction;
  /** What the screen shows at first: an answer, “thinking…”, the message changed, a form; or that nothing came in 3 seconds. */
  shown: 'answer' | 'thinking' | 'changed' | 'form' | 'failure';
  /** In Discord's words. */
  failure: string | undefined;
  /** Messages that answer it, as they come; the first one is in it in its newest state. */
  answers: readonly DiscordMessage[];
  /** The first answer with words in it, awaited. */
  answer(): Promise<DiscordMessage>;
  /** The form that opened. */
  form: OpenForm | undefined;
}

const SHOWN: Record<number, Outcome['shown']> = { 4: 'answer', 5: 'thinking', 6: 'changed', 7: 'changed', 9: 'form' };

/** Tells the app, and waits as Discord's client does: for the first answer, 3 seconds at most. */
export async function act(acting: Acting, it: Omit<NewInteraction, 'userId'>): Promise<Outcome> {
  const { world, user, troubles } = acting;
  const interaction = begin(world, { ...it, userId: user.id });
  await patiently(world, interaction);
  const isLate = interaction.acknowledged === undefined;
  const failure = !isLate ? undefined : it.type === 2 ? 'The application did not respond' : it.type === 3 ? 'This interaction failed' : 'Something went wrong. Try again.';
  if (isLate) troubles.push({ user: user.id, kind: it.type === 4 ? 'options_failed' : it.type === 2 ? 'did_not_respond' : 'interaction_failed', what: it.what });
  return {
    interaction, failure, shown: isLate ? 'failure' : SHOWN[interaction.acknowledged!] ?? 'answer', answers: interaction.answers, form: interaction.form,
    answer: () => world.changes.until(`an answer to ${it.what}`, () => interaction.answers.find((message) => (message.flags & LOADING) === 0), () => failure ?? `first answer of type ${interaction.acknowledged}`),
  };
}

/** `world.now` may be put forward; then it is looked at again. */
async function patiently(world: World, interaction: Interaction): Promise<void> {
  const timer = setTimeout(() => world.changes.changed(), PATIENCE_MS + 20);
  await world.changes.until('an answer', () => interaction.acknowledged !== undefined || world.now() - interaction.at > PATIENCE_MS, () => interaction.what);
  clearTimeout(timer);
}
