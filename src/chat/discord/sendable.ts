import type { Logger } from 'pino';
import type { RawFile } from 'discord.js';
import type { Sql } from '../../db/client.ts';
import type { Card } from '../card.ts';
import { keepValues } from '../keep-values.ts';
import { pngOf } from '../pictures/png.ts';
import { limits } from './render/limits.ts';
import { drawMessage, drawWhole, type DrawnMessage, type Manner } from './render/message.ts';

/** A message as it is sent, with the pictures that go along. */
export interface Sendable { message: Omit<DrawnMessage, 'kept'>; attachments: readonly { id: number; filename: string; description: string }[]; files: readonly RawFile[] }
type Ways = { sql: Sql; log: Logger };
type Words = Omit<Manner, 'files'>;

/** A card with its pictures drawn and what its buttons have no room for stored. */
export async function makeSendable(ways: Ways, card: Card, how: Words): Promise<Sendable> {
  const pictures = await drawPictures(card, ways.log);
  const drawn = drawMessage(card, { ...how, files: namesOf(pictures) });
  return sendable(ways, drawn, pictures);
}

/** Everything that a card says, as several messages where one does not do; its pictures go with the first. */
export async function makeWhole(ways: Ways, card: Card, how: Words): Promise<Sendable[]> {
  const pictures = await drawPictures(card, ways.log);
  const all = drawWhole(card, { ...how, files: namesOf(pictures) });
  return Promise.all(all.map((drawn, at) => sendable(ways, drawn, at === 0 ? pictures : [])));
}

/** For whoever looks at it anyway, such as at an answer to them alone: the line for notifications would say the title twice. */
export const withoutNotice = (drawn: Sendable): Sendable => ({ ...drawn, message: { ...drawn.message, content: '' } });

/** What Discord is sent of a new message. */
export const newBody = ({ message, attachments, files }: Sendable): object => (files.length === 0 ? message : { ...message, attachments });
/** What it is sent of one that is changed: only the attachments that are named stay. */
export const changedBody = ({ message, attachments }: Sendable): object => ({ ...message, attachments });

interface Picture { svg: string; alt: string; name: string; png: Buffer }
const namesOf = (pictures: readonly Picture[]): ReadonlyMap<string, string> => new Map(pictures.map(({ svg, name }) => [svg, name]));

async function sendable(ways: Ways, { kept, ...message }: DrawnMessage, pictures: readonly Picture[]): Promise<Sendable> {
  await keepValues(ways, kept);
  return {
    message, files: pictures.map(({ name, png }) => ({ name, data: png, contentType: 'image/png' })),
    attachments: pictures.map(({ name, alt }, id) => ({ id, filename: name, description: alt.slice(0, limits.altText).toWellFormed() })),
  };
}

/** What is pictured on a card, as files. What cannot be drawn is left out: its words stand there instead. */
async function drawPictures(card: Card, log: Logger): Promise<Picture[]> {
  const pictures = card.body.filter((block) => block.kind === 'picture').slice(0, limits.embeds);
  const drawn = await Promise.all(pictures.map(async ({ svg, alt }, at) => {
    try {
      return { svg, alt, name: `picture-${at + 1}.png`, png: await pngOf(svg) };
    } catch (error) {
      log.warn({ err: error }, 'a picture could not be drawn for Discord; its words are shown instead');
      return undefined;
    }
  }));
  return drawn.filter((one) => one !== undefined);
}
