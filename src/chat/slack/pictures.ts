import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Block, Card } from '../card.ts';
import { pngOf } from '../pictures/png.ts';
import type { Slack } from './web.ts';

type Picture = Extract<Block, { kind: 'picture' }>;
/** Slack's ids of uploaded pictures, by what was drawn. */
export type PictureFiles = ReadonlyMap<string, string>;

const uploadMs = 10_000;
/** Slack takes a moment before a file may stand in a message; it is asked this many times, with longer pauses each time. */
const looks = 6;
const firstPauseMs = 100;
const remembered = 50;
/** A card is drawn again with the same picture: it is uploaded once. */
const uploads = new WeakMap<Slack, Map<string, Promise<string | undefined>>>();

/** Uploads what is pictured on a card. What cannot be uploaded is left out: its words stand there instead. */
export async function uploadPictures(ways: { slack: Slack; log: Logger }, card: Card): Promise<PictureFiles> {
  const pictures = card.body.filter((block) => block.kind === 'picture');
  const files = await Promise.all(pictures.map(async (picture) => [picture.svg, await uploaded(ways, picture)] as const));
  return new Map(files.filter((file): file is readonly [string, string] => file[1] !== undefined));
}

async function uploaded(ways: { slack: Slack; log: Logger }, picture: Picture): Promise<string | undefined> {
  const known = uploads.get(ways.slack) ?? new Map<string, Promise<string | undefined>>();
  uploads.set(ways.slack, known);
  const before = known.get(picture.svg);
  if (before !== undefined) return before;
  const now = upload(ways.slack, picture).catch((error: unknown) => {
    ways.log.warn({ err: error }, 'a picture could not be shown in Slack; its words are shown instead');
    known.delete(picture.svg);
    return undefined;
  });
  known.set(picture.svg, now);
  if (known.size > remembered) known.delete(known.keys().next().value!);
  return now;
}

/** As docs.slack.dev/messaging/working-with-files has it: an address, the bytes, the end; shared with no channel, but shown by its id. */
async function upload(slack: Slack, { svg, alt }: Picture): Promise<string> {
  const png = await pngOf(svg);
  const how = { lane: 'talk' } as const;
  const { upload_url: url, file_id: id } = await slack.call<{ upload_url: string; file_id: string }>('files.getUploadURLExternal', { filename: 'schedule.png', length: png.length, alt_txt: alt.slice(0, 1000) }, how);
  const response = await fetch(url, { method: 'POST', redirect: 'error', signal: AbortSignal.timeout(uploadMs), headers: { 'content-type': 'image/png' }, body: new Uint8Array(png) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Slack did not take the picture: ${response.status}`);
  await slack.call('files.completeUploadExternal', { files: [{ id, title: 'schedule.png' }] }, how);
  for (let look = 1; look <= looks; look++) {
    const { file } = await slack.call<{ file: { mimetype?: string } }>('files.info', { file: id }, how);
    if ((file.mimetype ?? '') !== '') return id;
    await sleep(firstPauseMs * 2 ** look);
  }
  throw new Error('Slack did not get ready with the picture');
}
