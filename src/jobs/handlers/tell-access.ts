import type { Context } from '../../context.ts';
import { cardOf } from '../../chat/answer.ts';
import type { Card } from '../../chat/card.ts';
import { letInCard } from '../../chat/cards/let-in.ts';
import { faultOf } from '../../chat/fault.ts';
import type { SayOptions } from '../../chat/platform.ts';
import { accessRequest, type AccessRequest } from '../../domain/people/access-request.ts';
import { carryOutPending, drawingFor, readerOf, tellPerson, type LettingIn } from '../letting-in.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** A wish older than this is no wish any more: the person is shown it, and says whether it still is. */
const stillMeantMinutes = 60;

/** The decision, told to whoever asked by direct message; approved, what they wanted is carried out as them. */
export const tellAccess = (posting: Posting, lettingIn: LettingIn): Handler<'tell-access'> => async (ctx, { requestId }) => {
  const request = await accessRequest(ctx, requestId);
  if (request === undefined || request.outcome === null) return;
  const reader = request.userId === null ? undefined : await readerOf(ctx, lettingIn, request.userId);
  // The account was deleted since: nobody is left to be told.
  if (request.userId !== null && reader === undefined) return;
  const { say } = reader?.drawing ?? drawingFor(lettingIn);
  const options = { key: `access-told:${request.id}` };
  if (request.outcome === 'denied') {
    const card = cardOf({ title: say('access.told_denied'), tone: 'bad' });
    if (request.userId === null) return tellVisitor(ctx, posting, request, card, options);
    return tellPerson(ctx, posting, request.platform, request.userId, card, options);
  }
  if (request.userId === null || reader === undefined) return;
  const outcome = await carryOutPending(ctx, lettingIn, request.pendingId, { userId: request.userId, via: request.platform }, stillMeantMinutes);
  await tellPerson(ctx, posting, request.platform, request.userId, letInCard(reader.drawing, say('access.told_approved', { group: request.groupName ?? '' }), outcome), options);
};

/** Somebody without an account is told where they asked, or nowhere. */
async function tellVisitor(ctx: Context, posting: Posting, request: AccessRequest, card: Card, options: SayOptions): Promise<void> {
  try {
    await posting.platforms.get(request.platform)?.say({ platform: request.platform, id: await directPlaceOf(ctx, request), kind: 'direct' }, card, options);
  } catch (error) {
    if (faultOf(error).retry) throw error;
    ctx.log.warn({ err: error, platform: request.platform }, 'a visitor could not be told');
  }
}

/** The conversation with somebody who has no account; chat platforms take the person's own id for it as well. */
async function directPlaceOf(ctx: Context, { platform, chatUserId }: AccessRequest): Promise<string> {
  const [known] = await ctx.sql<{ id: string | null }[]>`select direct_place_id as id from chat_profiles where platform = ${platform} and chat_user_id = ${chatUserId}`;
  return known?.id ?? chatUserId!;
}
