import type { ActionsBlock, Button, ConfirmationDialog, StaticSelect } from '@slack/types';
import type { Say } from '../../../texts/say.ts';
import type { Action, Card, CommandAction } from '../../card.ts';
import type { Kept } from '../../values.ts';
import { linkActionId, writeAction, writeShowAll } from './actions.ts';
import { harmless } from '../../harmless.ts';
import { cutEscaped, escapeText, plainText, webAddress } from './escape.ts';
import { limits } from './limits.ts';

/**
 * The buttons of a card and its More: the first block has the urgent ones, further blocks what it has no room for.
 * @param part which part of a view they belong to, where several stand in one
 */
export function drawButtons(card: Pick<Card, 'actions' | 'more'>, say: Say, part = ''): { blocks: ActionsBlock[]; kept: Kept[] } {
  const kept: Kept[] = [];
  // A select asks no question for one of its entries alone: what has one is a button.
  const isAsked = (action: CommandAction) => action.confirm !== undefined;
  const buttons = [...card.actions, ...(card.more ?? []).filter(isAsked)].map((action, index) => drawButton(action, `${part}${index}`, say, kept)).filter((button) => button !== undefined);
  const more = parts((card.more ?? []).filter((action) => !isAsked(action)), limits.more).map((actions, index) => drawMore(actions, `${part}${index}`, say, kept));
  const [first = [], ...others] = parts(buttons, limits.buttons);
  const blocks: ActionsBlock['elements'][] = [[...first, ...more.slice(0, 1)], ...others, ...more.slice(1).map((select) => [select])];
  return { blocks: blocks.filter((elements) => elements.length > 0).map((elements) => ({ type: 'actions', elements })), kept };
}

/** The button that asks for all of a card that was shortened. */
export function drawShowAll(card: Card, say: Say): { button: Button; kept: Kept } {
  const { action_id, value, kept } = writeShowAll(card);
  return { button: { type: 'button', action_id, value, text: plainText(say('slack.show_all'), limits.buttonText) }, kept };
}

const parts = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

function drawButton(action: Action, at: string, say: Say, kept: Kept[]): Button | undefined {
  const text = plainText(action.label, limits.buttonText);
  if ('url' in action) {
    const url = webAddress(action.url, limits.url);
    return url === undefined ? undefined : { type: 'button', action_id: linkActionId(at), text, url };
  }
  const written = writeAction(action, at);
  if (written.kept !== undefined) kept.push(written.kept);
  return {
    type: 'button', action_id: written.action_id, value: written.value, text,
    ...(action.style === undefined ? {} : { style: action.style }),
    ...(action.confirm === undefined ? {} : { confirm: drawConfirm(action, action.confirm, say) }),
  };
}

function drawConfirm(action: CommandAction, question: string, say: Say): ConfirmationDialog {
  const dangerous = action.style === 'danger' ? { style: 'danger' as const } : {};
  return {
    title: plainText(action.label, limits.confirmTitle),
    text: { type: 'plain_text', text: cutEscaped(escapeText(harmless(question)).trim(), limits.confirmText) || '…', emoji: false },
    confirm: plainText(action.label, limits.confirmButton), deny: plainText(say('slack.confirm_no'), limits.confirmButton), ...dangerous,
  };
}

function drawMore(actions: readonly CommandAction[], at: string, say: Say, kept: Kept[]): StaticSelect {
  const options = new Map(actions.map((action) => {
    const written = writeAction(action, 0, limits.optionValue);
    if (written.kept !== undefined) kept.push(written.kept);
    return [written.value, { text: plainText(action.label, limits.optionText), value: written.value }];
  }));
  return { type: 'static_select', action_id: `imas:more:${at}`, placeholder: plainText(say('slack.more'), limits.placeholder), options: [...options.values()] };
}
