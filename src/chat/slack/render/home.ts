import type { HomeView, KnownBlock } from '@slack/types';
import type { Say } from '../../../texts/say.ts';
import type { Block } from '../../card.ts';
import type { HomePart } from '../../cards/home.ts';
import type { Kept } from '../../values.ts';
import { drawBlock } from './body.ts';
import { drawButtons } from './buttons.ts';
import { plainText } from './escape.ts';
import { limits } from './limits.ts';
import { signs } from '../../signs.ts';

/** What views.publish takes, and what has to be stored before (values.ts). */
export interface DrawnHome { view: HomeView; kept: Kept[] }

/** Somebody's page as an App Home. A single button stands beside its line, several below. */
export function drawHome(parts: readonly HomePart[], say: Say): DrawnHome {
  const drawn = parts.map((part, index) => drawPart(part, `${index}.`, say));
  return { view: { type: 'home', blocks: drawn.flatMap(({ blocks }) => blocks).slice(0, limits.modalBlocks) }, kept: drawn.flatMap(({ kept }) => kept) };
}

function drawPart({ title, tone = 'neutral', body, actions }: HomePart, at: string, say: Say): { blocks: KnownBlock[]; kept: Kept[] } {
  const sign = signs[tone];
  const heading: KnownBlock[] = title === undefined ? [] : [{ type: 'header', text: plainText(`${sign} ${title}`, limits.header) }];
  const text = (title === undefined ? signed(body, sign) : body).flatMap((block) => drawBlock(block, say));
  const { blocks: buttons, kept } = drawButtons({ actions }, say, at);
  const last = text.at(-1);
  const [button] = buttons[0]?.elements ?? [];
  if (last?.type === 'section' && buttons.length === 1 && buttons[0]!.elements.length === 1 && button?.type === 'button') return { blocks: [...heading, ...text.slice(0, -1), { ...last, accessory: button }], kept };
  return { blocks: [...heading, ...text, ...buttons], kept };
}

/** Without a heading the sign stands before the first words. */
function signed([first, ...others]: readonly Block[], sign: string): Block[] {
  if (first === undefined) return [];
  return [first.kind === 'text' && sign !== '' ? { ...first, text: [`${sign} `, ...first.text] } : first, ...others];
}
