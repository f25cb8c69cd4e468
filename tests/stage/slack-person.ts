import { elementsOf } from '../fakes/slack/elements.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { Outcome as Done } from '../fakes/slack/person/acting.ts';
import type { Json, SlackView } from '../fakes/slack/state.ts';
import { seeMessage, type SlackSight } from './see-slack.ts';
import type { Outcome, Person, Sheet, Sight, Where } from './stage.ts';

export interface SlackSeat {
  slack: FakeSlack;
  userId: string;
  /** The channel that a place is; nothing while it is not there. */
  channelOf(where: Where): string | undefined;
  /** Time in which Slack's rates get room again: people take longer from one click to the next than a story does. */
  rest(): Promise<unknown>;
}

/** Somebody in front of Slack. */
export function slackPerson({ slack, userId, channelOf, rest }: SlackSeat): Person {
  const me = slack.as(userId);
  const idOf = (where: Where): string | undefined => (where === 'direct' ? me.direct().id : channelOf(where));
  const messages = (where: Where): SlackSight[] => {
    const channel = slack.world.channels.get(idOf(where) ?? '');
    if (!channel?.members.has(userId)) return [];
    return slack.messagesIn(channel.id).filter((message) => message.threadTs === undefined && message.botId !== undefined).map((message) => seeMessage(slack, message));
  };
  const came = (from: Done): Outcome => {
    const before = slack.modal(userId)?.id;
    return outcome(from, 0, () => slack.until('a form', () => { const modal = slack.modal(userId); return modal?.id === before ? undefined : modal; }));
  };
  /** @param told answers there were before */
  const outcome = (from: Done, told: number, modal: () => Promise<SlackView>): Outcome => ({
    answer: async () => seeMessage(slack, await slack.until('an answer', () => from.answers[told])),
    form: async () => sheet(from, await modal()),
  });
  const sheet = (from: Done, modal: SlackView): Sheet => {
    const inputs = elementsOf(modal).filter(({ block }) => block['type'] === 'input').map(({ block }) => ({ id: String(block['block_id']), label: (block['label'] as { text: string }).text }));
    return {
      title: (modal.view['title'] as { text: string }).text,
      fields: inputs.map(({ label }) => label),
      errors: { ...errorsBeside(modal), ...Object.fromEntries(inputs.flatMap(({ id, label }) => (modal.errors[id] === undefined ? [] : [[label, modal.errors[id]]]))) },
      error: aboveFields(modal).find((text) => text.includes('✕')),
      offers: async (field, typed) => (await me.suggest(modal, field, typed)).map((option) => option.text.text),
      async submit(values) {
        await me.fill(modal, values);
        const told = from.answers.length;
        await me.submit(modal);
        return outcome(from, told, async () => slack.modal(userId) ?? Promise.reject(new Error(`No form is open; the answer is: ${from.answers.at(-1)?.text ?? 'none'}`)));
      },
    };
  };
  return {
    async say(phrase, where = 'team') {
      await rest();
      const [, name = '', text = ''] = /^(\/\S+)\s*(.*)$/s.exec(phrase) ?? [];
      return came(await me.command(name, text, { channel: idOf(where) ?? '' }));
    },
    async press(sight: Sight, button) {
      await rest();
      return came(await me.click((sight as SlackSight).message, button));
    },
    async choose(sight: Sight, entry) {
      await rest();
      return came(await me.choose((sight as SlackSight).message, 'More', entry));
    },
    messages: async (where) => messages(where),
    sees: (where, what) => slack.until(`${slack.world.users.get(userId)!.name} sees ${what} in ${where}`, () => messages(where).findLast((sight) => what.test(`${sight.notice}\n${sight.words}`))),
  };
}

/** What stands above the first field. */
function aboveFields(modal: SlackView): string[] {
  const blocks = (modal.view['blocks'] ?? []) as Json[];
  return blocks.slice(0, blocks.findIndex((block) => block['type'] === 'input')).map(textAt);
}
const textAt = (block: Json | undefined): string => (block?.['text'] as { text?: string } | undefined)?.text ?? '';

/** A form that was drawn anew says what is wrong below the field. */
function errorsBeside(modal: SlackView): Record<string, string> {
  const blocks = (modal.view['blocks'] ?? []) as Json[];
  return Object.fromEntries(blocks.flatMap((block, at) => {
    const below = textAt(blocks[at + 1]);
    return block['type'] === 'input' && below.includes('✕') ? [[(block['label'] as { text: string }).text, below]] : [];
  }));
}
