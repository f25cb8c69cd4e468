import { roomBack, roomLost } from '../../../domain/rooms/room-lost.ts';
import { forgetRefusals } from '../../posted/catch-up.ts';
import { SlackFault } from '../faults.ts';
import type { Hooks } from '../hooks.ts';
import type { HappeningParts } from './parts.ts';

/** A room was archived, deleted, or we were put out of it: it is lost. A team's channel: its administrators have to name another. */
export const archivedHook = ({ ctx, tellAdmins }: HappeningParts): NonNullable<Hooks['archived']> => async ({ channel, how }) => {
  if (await roomLost(ctx, 'slack', channel)) return;
  // Into a public channel we can still write; of a private one Slack tells when we try.
  if (how === 'left') return;
  const [team] = await ctx.sql`select 1 from teams where slack_channel_id = ${channel} limit 1`;
  if (team !== undefined) await tellAdmins(new SlackFault('chat.postMessage', how === 'deleted' ? 'channel_not_found' : 'is_archived'), channel);
};

/** A channel that was taken out of the archive takes cards again; a room that was lost goes on. */
export const unarchivedHook = ({ ctx }: HappeningParts): NonNullable<Hooks['unarchived']> => async ({ channel }) => {
  await roomBack(ctx, 'slack', channel);
  await forgetRefusals(ctx, 'slack', channel);
};
