import { loadValue } from '../../src/chat/values.ts';
import { TEXT } from '../fakes/discord/checks/components.ts';
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { Outcome as Done } from '../fakes/discord/person/acting.ts';
import type { Person as Member } from '../fakes/discord/person/person.ts';
import type { DiscordMessage, Json } from '../fakes/discord/state.ts';
import type { World } from '../world.ts';
import { fillIn } from './fill-in.ts';
import { readMarkdown } from './read-markdown.ts';
import { seeMessage, type DiscordSight } from './see-discord.ts';
import type { Outcome, Person, Sheet, Where } from './stage.ts';

export interface DiscordSeat {
  discord: FakeDiscord;
  world: World;
  me: Member;
  channelOf(where: Where): string | undefined;
  rest(): Promise<unknown>;
}
/** Buttons behind which a form waits. */
const opens = ['Continue', 'Open the form', 'Try again'];

/** Somebody in front of Discord. */
export function discordPerson({ discord, world, me, channelOf, rest }: DiscordSeat): Person {
  const see = (message: DiscordMessage): Promise<DiscordSight> => seeMessage(discord, (id) => loadValue(world.app.sql, id), message);
  const messages = async (where: Where): Promise<DiscordSight[]> => {
    const id = where === 'direct' ? me.direct() : channelOf(where);
    if (id === undefined || !me.canSee(id)) return [];
    return Promise.all(discord.messagesIn(id).filter((message) => message.authorId === discord.botId).map(see));
  };
  /** What was announced for one person alone stands for a moment beside the card for everybody; only a card is an answer. */
  const answerTo = ({ answers, interaction, failure }: Done): Promise<DiscordMessage> =>
    discord.until(`an answer to ${interaction.what}${failure === undefined ? '' : `, which failed: ${failure}`}`, () => answers.find(({ embeds }) => embeds.length > 0));
  /** @param typed the command whose boxes offer what the form's fields cannot */
  const outcome = (done: Done, typed?: string): Outcome => ({
    answer: async () => see(await answerTo(done)),
    form: () => sheet(done, typed),
  });
  /** Discord asks nothing before a button is carried out: the question is an answer, with the button once more. */
  const sure = async ({ questions }: DiscordSight, label: string, done: Done): Promise<Outcome> =>
    outcome(questions[label] === undefined ? done : await me.press(await answerTo(done), label));
  /** The form that came, or the one behind the button that came with what is wrong. */
  const sheet = async (done: Done, typed: string | undefined, refusal?: string): Promise<Sheet> => {
    if (done.form === undefined) {
      const answer = await see(await answerTo(done));
      const button = opens.find((one) => answer.buttons.includes(one));
      if (button === undefined) throw new Error(`No form came, but: ${answer.words}`);
      return sheet(await me.press(answer.message, button), typed, button === 'Try again' ? answer.words : undefined);
    }
    const { modal } = done.form;
    const fields = me.fields();
    const above = ((modal['components'] ?? []) as Json[]).filter((it) => it['type'] === TEXT).map((it) => readMarkdown(String(it['content'])));
    // What has no room beside its field stands above all of them, or in the message whose button opened the form.
    const wholeOf = (label: string): string | undefined => [...above, refusal ?? ''].flatMap((text) => text.split('\n')).find((line) => line.includes(`${label}: `));
    const errors = Object.fromEntries(fields.flatMap(({ label, description }) => (description?.includes('✕') ? [[label, description.includes('The reason stands') ? (wholeOf(label) ?? description) : description]] : [])));
    return {
      title: String(modal['title']),
      fields: fields.map(({ label }) => label),
      errors, error: above.find((text) => text.includes('✕')) ?? (Object.keys(errors).length === 0 ? refusal : undefined),
      async offers(label, words) {
        const field = fields.find((one) => one.label === label);
        if (typed === undefined || field === undefined) throw new Error(`Discord offers nothing for “${label}”.`);
        return (await me.complete(typed, { [String(field.component['custom_id'])]: words })).map(({ name }) => name);
      },
      async submit(values) {
        const here = me.fields().map(({ label }) => label);
        const mine = Object.entries(values).filter(([label]) => here.includes(label));
        const later = Object.entries(values).filter(([label]) => !here.includes(label));
        const done = await me.submit(Object.fromEntries(mine));
        return later.length === 0 ? whole(done, typed) : (await sheet(done, typed)).submit(Object.fromEntries(later));
      },
    };
  };
  /** What is left of a long form stays as it stands. */
  const whole = async (done: Done, typed: string | undefined): Promise<Outcome> => {
    const answer = await see(await answerTo(done));
    return outcome(answer.buttons.includes('Save now') ? await me.press(answer.message, 'Save now') : done, typed);
  };
  return {
    async say(phrase, where = 'team') {
      await rest();
      const { words, values, isOffered } = await fillIn(world, phrase, where.startsWith('INC-'));
      const channel = where === 'direct' ? me.direct() : channelOf(where);
      return outcome(await me.slash(words, values, { ...(channel === undefined ? {} : { channel }), isOffered }), words);
    },
    async press(sight, button) {
      await rest();
      return sure(sight as DiscordSight, button, await me.press((sight as DiscordSight).message, button));
    },
    async choose(sight, entry) {
      await rest();
      return sure(sight as DiscordSight, entry, await me.choose((sight as DiscordSight).message, entry));
    },
    messages,
    async sees(where, what) {
      let seen: DiscordSight[] = [];
      return world.until(`${me.member.user.name} sees ${what} in ${where}`, async () => {
        seen = await messages(where);
        return seen.findLast((sight) => what.test(`${sight.notice}\n${sight.words}`));
      }).catch((error: unknown) => { throw new Error(`${(error as Error).message}. Seen:\n${seen.map((sight) => `${sight.notice}\n${sight.words}`).join('\n--\n')}`); });
    },
  };
}
