import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import { keepValues } from '../keep-values.ts';
import type { Asked } from './asked.ts';
import type { Incoming } from './incoming.ts';
import { postDirectly } from './post-directly.ts';
import { drawMessage, type DrawnMessage } from './render/message.ts';
import type { Reply } from './reply.ts';

/** By what somebody can be answered. */
export type Ways = Pick<Incoming, 'discord' | 'sql' | 'log' | 'follow'>;

/** A card as a message, with what its buttons have no room for stored. */
export async function draw(ways: Pick<Ways, 'sql' | 'log'>, card: Card, say: Say): Promise<DrawnMessage> {
  const drawn = drawMessage(card, { say });
  await keepValues(ways, drawn.kept);
  return drawn;
}

/** Where it was asked, else directly. */
export async function give(ways: Pick<Ways, 'discord'>, asked: Asked, reply: Reply, drawn: DrawnMessage, seenBy: 'asker' | 'everybody'): Promise<void> {
  if (!(await reply.say(drawn, seenBy))) await postDirectly(ways, asked.userId, drawn);
}
