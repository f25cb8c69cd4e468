import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';

/** Which message of a chat platform. */
export interface MessagePlace { platform: 'slack' | 'discord'; placeId: string; messageId: string }
/** What somebody said on a chat platform, in plain words, as the platform itself told it. */
export interface HeardMessage extends MessagePlace {
  /** The first message of the thread it stands in. */
  thread?: string;
  /** The account of whoever said it, where they have one. */
  authorId?: string;
  author: string;
  /** ISO instant at which it was said. */
  at: string;
  text: string;
  /** Where it can be read. */
  link?: string;
}

/**
 * A message that was kept under a short id by the platform that heard it. Nobody can put words into another's mouth:
 * what travels with a button or a form is that id, never the words.
 * @throws AppError not_found when it was cleaned away
 */
export async function heardMessage({ sql }: Context, id: string): Promise<HeardMessage> {
  const [row] = await sql<{ heard: HeardMessage | null }[]>`select value->'heard' as heard from chat_values where id = ${id}`;
  if (!row?.heard) throw notFound('happenings.message_unknown');
  return row.heard;
}
