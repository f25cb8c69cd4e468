import type { APIActionRowComponent, APIButtonComponent, APIComponentInMessageActionRow, APIStringSelectComponent } from 'discord.js';
import type { Say } from '../../../texts/say.ts';
import type { Action, Card, CommandAction } from '../../card.ts';
import type { Kept } from '../../values.ts';
import { moreId, writeAction, writeShowAll } from './actions.ts';
import { plainText, webAddress } from './escape.ts';
import { limits } from './limits.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;
/** Discord's numbers of component types and button styles. */
const kinds = { row: 1, button: 2, select: 3 } as const;
const styles = { primary: 1, plain: 2, danger: 4, link: 5 } as const;

/** The button that asks for all of a card that was shortened. */
function drawShowAll(card: Card, say: Say, kept: Kept[]): APIButtonComponent {
  const written = writeShowAll(card);
  kept.push(written.kept);
  return { type: kinds.button, style: styles.plain, custom_id: written.id, label: plainText(say('discord.show_all'), limits.buttonText) };
}

/**
 * The buttons of a card in rows of five and its More in selects of 25. What has no room in the first row and is no link stands in
 * More, most urgent first. @param shortened the card, when something of it is left out: then a button shows all of it
 */
export function drawRows(card: Pick<Card, 'actions' | 'more'>, say: Say, shortened?: Card): { rows: Row[]; kept: Kept[] } {
  const kept: Kept[] = [];
  const room = limits.buttons - (shortened === undefined ? 0 : 1);
  const first = card.actions.slice(0, room);
  const rest = card.actions.slice(room);
  const draw = (actions: readonly Action[], from: number) => actions.map((action, index) => drawButton(action, from + index, kept)).filter((one) => one !== undefined);
  const buttons = [...draw(first, 0), ...(shortened === undefined ? [] : [drawShowAll(shortened, say, kept)])];
  const links = draw(rest.filter((action) => 'url' in action), first.length);
  const entries = [...rest.filter((action): action is CommandAction => !('url' in action)), ...(card.more ?? [])];
  const selects = parts(entries, limits.options).map((some, at) => drawMore(some, at, say, kept));
  const rows = [...parts(buttons, limits.buttons), ...selects.slice(0, 1).map((one) => [one]), ...parts(links, limits.buttons), ...selects.slice(1).map((one) => [one])];
  return { rows: rows.map((components) => ({ type: kinds.row, components })), kept };
}

const parts = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

function drawButton(action: Action, at: number, kept: Kept[]): APIButtonComponent | undefined {
  const label = plainText(action.label, limits.buttonText);
  if ('url' in action) {
    const url = webAddress(action.url, limits.url);
    return url === undefined ? undefined : { type: kinds.button, style: styles.link, label, url };
  }
  const written = writeAction(action, at);
  if (written.kept !== undefined) kept.push(written.kept);
  return { type: kinds.button, style: styles[action.style ?? 'plain'], label, custom_id: written.id };
}

function drawMore(actions: readonly CommandAction[], at: number, say: Say, kept: Kept[]): APIStringSelectComponent {
  const options = actions.map((action, index) => {
    const written = writeAction(action, index);
    if (written.kept !== undefined) kept.push(written.kept);
    return { label: plainText(action.label, limits.optionText), value: written.id };
  });
  return { type: kinds.select, custom_id: moreId(at), placeholder: plainText(say('discord.more'), limits.placeholder), options };
}
