import { letInCard } from '../../chat/cards/let-in.ts';
import { freshMinutes } from '../../domain/people/remember-pending.ts';
import { carryOutPending, readerOf, tellPerson, type LettingIn } from '../letting-in.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** How long the job itself may be under way before what was fresh when the link was made counts as old. */
const graceMinutes = 15;

/** A chat account became somebody's: they are told who they are now, and what they were refused just before is carried out as them. */
export const tellLinked = (posting: Posting, lettingIn: LettingIn): Handler<'tell-linked'> => async (ctx, { userId, platform: name, by, pendingId }) => {
  const reader = await readerOf(ctx, lettingIn, userId);
  if (reader === undefined) return;
  const outcome = await carryOutPending(ctx, lettingIn, pendingId, { userId, via: name }, freshMinutes + graceMinutes);
  // Whoever typed a code has read it already.
  if (by === 'code' && outcome === undefined) return;
  const [user] = await ctx.sql<{ chat: string | null }[]>`select case ${name} when 'slack' then slack_user_id else discord_user_id end as chat from users where id = ${userId}`;
  const card = letInCard(reader.drawing, reader.drawing.say(`access.told_linked_${by}`, { name: reader.username }), outcome);
  await tellPerson(ctx, posting, name, userId, card, { key: `linked:${name}:${user?.chat ?? ''}:${pendingId ?? ''}` });
};
