import type { Actor } from '../context.ts';
import { mayForSome } from '../permissions.ts';
import type { Action, Answer } from './card.ts';
import type { Commands } from './commands.ts';

/**
 * An answer to one person without the buttons that would only refuse them. Those of incidents stay: who leads one or is
 * on call for it may more than their groups say.
 */
export function withinRights(answer: Answer, actor: Actor, commands: Commands): Answer {
  if (answer.kind !== 'card' || !answer.private) return answer;
  const isOpen = (action: Action): boolean => {
    const needs = 'command' in action && Object.hasOwn(commands, action.command) ? commands[action.command]!.needs : undefined;
    return needs === undefined || needs.includes('incident') || mayForSome(actor, needs);
  };
  const { card } = answer;
  return { ...answer, card: { ...card, actions: card.actions.filter(isOpen), ...(card.more === undefined ? {} : { more: card.more.filter(isOpen) }) } };
}
