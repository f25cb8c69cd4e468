import { type Element, type Option, elementsOf, findElement, findOption, stateOf } from '../elements.ts';
import { actorJson, containerJson, shownName } from '../payloads.ts';
import { messageJson } from '../messages.ts';
import type { Json, SlackMessage, SlackView } from '../state.ts';
import { newTrigger } from '../views.ts';
import { type Acting, type Outcome, dispatch, outcome } from './acting.ts';

/** A message, as it is or as it was when somebody looked (`structuredClone` of it), a modal, an App Home. */
export type Where = SlackMessage | SlackView;
export interface Press {
  /** A button, by what is written on it or its action_id. A question asked first is answered with yes. */
  click(where: Where, button: string): Promise<Outcome>;
  /** An option of a menu, by the menu's placeholder, label or action_id. */
  choose(where: Where, menu: string, option: string): Promise<Outcome>;
  /** What a menu that asks the app offers for what was typed; nothing below its least length, as in Slack. */
  suggest(where: Where, menu: string, typed: string): Promise<readonly Option[]>;
  /** A shortcut of the workspace, or of a message. */
  shortcut(callbackId: string, message?: SlackMessage): Promise<Outcome>;
}

const MOST_OPTIONS = 100;

export function press(acting: Acting): Press {
  const { world, user, urls } = acting;
  /** What is in the workspace now: what was looked at may be older. */
  const current = (where: SlackMessage) => world.messages.find((it) => it.channel === where.channel && it.ts === where.ts);
  const act = async (where: Where, { block, element }: Element, more: Json): Promise<Outcome> => {
    const isView = 'view' in where;
    const trigger = newTrigger(world, user.id, isView && where.view['type'] === 'modal' ? where.id : undefined);
    const opened = isView ? undefined : urls.open({ user: user.id, channel: where.channel, original: current(where) });
    const filled = isView ? where.filled : {};
    const action = { type: element['type'], action_id: element['action_id'], block_id: block['block_id'], action_ts: world.nextTs(), ...more };
    const payload = { type: 'block_actions', ...actorJson(world, user), trigger_id: trigger, ...containerJson(world, where, stateOf(where, filled)), ...(opened && { response_url: opened.url }), actions: [action] };
    const taken = await dispatch(acting, 'interactive', payload, `click on ${String(element['action_id'])}`);
    return outcome(acting, taken, opened, trigger);
  };
  const suggest = async (where: Where, menu: string, typed: string): Promise<readonly Option[]> => {
    const { block, element } = findElement(where, menu);
    if (!String(element['type']).includes('external_select')) throw new Error(`“${menu}” does not ask the app.`);
    if (typed.length < Number(element['min_query_length'] ?? 3)) return [];
    const payload = { type: 'block_suggestion', ...actorJson(world, user), ...containerJson(world, where, {}), action_id: element['action_id'], block_id: block['block_id'], value: typed };
    const { status, body } = await dispatch(acting, 'interactive', payload, `suggestions for ${typed}`);
    const { options, option_groups: groups } = (body ?? {}) as { options?: Option[]; option_groups?: { options: Option[] }[] };
    const all = options ?? (groups ?? []).flatMap((it) => it.options);
    const bad = all.length > MOST_OPTIONS || all.some((it) => !isOption(it));
    if (status !== 200 || bad || (!options && !groups)) acting.troubles.push({ user: user.id, kind: 'invalid_answer', what: `suggestions: ${JSON.stringify(body)?.slice(0, 500)}` });
    return bad ? [] : all;
  };
  return {
    suggest,
    async click(where, wanted) {
      const found = findElement(where, wanted);
      const { element } = found;
      if (element['type'] !== 'button') throw new Error(`“${wanted}” is no button: choose() an option.`);
      return act(where, found, { text: element['text'], ...(element['value'] !== undefined && { value: element['value'] }), ...(element['style'] !== undefined && { style: element['style'] }) });
    },
    async choose(where, menu, wanted) {
      const found = findElement(where, menu);
      const { element } = found;
      const suggested = String(element['type']).includes('external_select') ? await suggest(where, menu, wanted) : [];
      const option = findOption(element, wanted, suggested);
      const type = String(element['type']);
      if ('view' in where) where.filled[`${String(found.block['block_id'])} ${String(element['action_id'])}`] = { type, selected_option: option };
      return act(where, found, { selected_option: option, ...(element['placeholder'] !== undefined && { placeholder: element['placeholder'] }) });
    },
    async shortcut(callbackId, message) {
      const trigger = newTrigger(world, user.id);
      const common = { ...actorJson(world, user), callback_id: callbackId, trigger_id: trigger, action_ts: world.nextTs() };
      if (!message) return outcome(acting, await dispatch(acting, 'interactive', { type: 'shortcut', ...common }, `shortcut ${callbackId}`), undefined, trigger);
      const channel = world.channels.get(message.channel)!;
      const opened = urls.open({ user: user.id, channel: message.channel, original: undefined });
      const payload = { type: 'message_action', ...common, response_url: opened.url, message_ts: message.ts, channel: { id: channel.id, name: shownName(channel) }, message: messageJson(world, message) };
      return outcome(acting, await dispatch(acting, 'interactive', payload, `shortcut ${callbackId}`), opened, trigger);
    },
  };
}

function isOption(it: Option): boolean {
  const [text, value] = [(it?.text as { text?: unknown } | undefined)?.text, it?.value as unknown];
  return typeof text === 'string' && text.length >= 1 && text.length <= 75 && typeof value === 'string' && value.length >= 1 && value.length <= 150;
}
/** What is written on the buttons, in their order. */
export const buttonsOf = (where: Where): string[] => elementsOf(where).filter((it) => it.element['type'] === 'button').map((it) => (it.element['text'] as { text: string }).text);
