import { transaction } from '../../../db/transaction.ts';
import { heardInRoom } from '../../../domain/rooms/heard-in-room.ts';
import type { Hooks } from '../hooks.ts';
import type { HappeningParts } from './parts.ts';

/** A room that was just heard is not noted again before; milliseconds. */
const calmMs = 30_000;
/** Channels that are remembered at once. */
const most = 1000;
/** With these somebody wrote, too; with others something happened to a message or to the channel. */
const written: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

/** Somebody writes in a room, whoever they are: the incident is being worked on, and the room is in use (spec §5). */
export function spokenHook({ slack, ctx }: HappeningParts): NonNullable<Hooks['message']> {
  const heardAt = new Map<string, number>();
  return async ({ channel, userId, botId, subtype }) => {
    if (userId === undefined || botId !== undefined || !written.has(subtype)) return;
    const now = performance.now();
    if (now - (heardAt.get(channel) ?? -Infinity) < calmMs) return;
    const [room] = await ctx.sql<{ incident_id: string }[]>`select incident_id from rooms where platform = 'slack' and place_id = ${channel} and archived_at is null limit 1`;
    if (room === undefined || userId === (await slack.me()).botUserId) return;
    await transaction(ctx, (tx) => heardInRoom(tx, room.incident_id, 'slack'));
    if (heardAt.size >= most) heardAt.clear();
    heardAt.set(channel, now);
  };
}
