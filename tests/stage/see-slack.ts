import { elementsOf } from '../fakes/slack/elements.ts';
import { textOf } from '../fakes/slack/check-blocks.ts';
import { buttonsOf } from '../fakes/slack/person/press.ts';
import { pings } from '../fakes/slack/pings.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { Json, SlackMessage } from '../fakes/slack/state.ts';
import { readMrkdwn } from './read-mrkdwn.ts';
import type { Sight } from './stage.ts';

/** A message of Slack, with the message itself as it was when it was looked at. */
export interface SlackSight extends Sight { message: SlackMessage }

const textAt = (part: unknown): string => (part as { text?: string } | undefined)?.text ?? '';

/** What a person sees in a message. */
export function seeMessage(slack: FakeSlack, message: SlackMessage): SlackSight {
  const copy = structuredClone(message);
  const elements = elementsOf(copy).map(({ element }) => element);
  const asked = elements.filter((element) => element['confirm'] !== undefined);
  const more = elements.filter((element) => element['type'] === 'static_select');
  // Whoever any version of it named: the first one rings, and no later one may name more.
  const woken = [...new Set([...copy.edits, copy].flatMap(({ text, blocks }) => [...pings(text), ...pings(blocks)]))];
  return {
    message: copy, id: `${copy.channel} ${copy.ts}`,
    notice: readMrkdwn(copy.text),
    words: copy.blocks.filter((block) => block['type'] !== 'actions').map((block) => readMrkdwn(linesOf(block))).join('\n'),
    buttons: buttonsOf(copy),
    more: more.flatMap((element) => (element['options'] as Json[]).map((option) => textAt(option['text']))),
    questions: Object.fromEntries(asked.map((element) => [textAt(element['text']), textAt((element['confirm'] as Json)['text'])])),
    isPinned: slack.world.channels.get(copy.channel)?.pins.includes(copy.ts) ?? false,
    isPrivate: copy.ephemeral !== undefined || slack.world.channels.get(copy.channel)?.kind === 'im',
    pings: woken.map((ping) => (ping.startsWith('@') ? slack.world.users.get(ping.slice(1))?.name ?? ping : ping)),
  };
}

/** Fields and lines of small print stand apart; a picture is read by its description. */
const linesOf = (block: Json): string => [typeof block['alt_text'] === 'string' ? block['alt_text'] : textOf(block['text']), ...[block['fields'], block['elements']].flatMap((part) => (Array.isArray(part) ? part.map(textOf) : []))].filter((line) => line !== '').join('\n') || textOf(block);
