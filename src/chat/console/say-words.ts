import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, invalid } from '../../errors.ts';
import { heardInRoom } from '../../domain/rooms/heard-in-room.ts';
import { demand } from '../../permissions.ts';
import { type FoundPlace, readerOf } from './find-place.ts';

const LONGEST = 4000;

/**
 * A person's own words in a channel or room.
 * @throws AppError forbidden (Viewers only read), conflict (the room is closed), invalid
 */
export async function sayWords(ctx: Context, place: FoundPlace, words: string): Promise<void> {
  const { userId } = readerOf(ctx);
  const text = words.trim();
  if (text === '') throw invalid('http.words_empty');
  if (text.length > LONGEST) throw invalid('http.words_too_long', { max: LONGEST });
  if (place.isArchived) throw conflict('http.place_closed');
  await transaction(ctx, async (tx) => {
    if (place.incidentId === null) demand(tx, 'add_incidentcomment');
    else await heardInRoom(tx, place.incidentId);
    await tx.sql`insert into console_messages (place_id, author_id, text) values (${place.id}, ${userId}, ${text})`;
  });
}
