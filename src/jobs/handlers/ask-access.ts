import type { Context } from '../../context.ts';
import type { Card } from '../../chat/card.ts';
import { accessCard } from '../../chat/cards/access.ts';
import { faultOf, isNotThere } from '../../chat/fault.ts';
import type { Platform } from '../../chat/platform.ts';
import { accessRequest, noteAccessCard, type AccessCard, type AccessRequest } from '../../domain/people/access-request.ts';
import { linkedAdministrators } from '../../domain/people/linked-administrators.ts';
import { listGroups } from '../../domain/people/list-groups.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import { drawingFor, readerOf, type LettingIn } from '../letting-in.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/**
 * One card in the admins' place on every platform: posted when somebody asks, edited when somebody decides. Where
 * somebody asks on a platform on which the admins' team has no channel, the administrators are told there one by one.
 */
export const askAccess = (posting: Posting, lettingIn: LettingIn): Handler<'ask-access'> => async (ctx, { requestId, platform }) => {
  const request = await accessRequest(ctx, requestId);
  if (request === undefined) return;
  if (platform === undefined) await sendAfar(ctx, farPlatforms(posting.platforms), 'ask-access', { requestId }, requestId);
  const mine = (await whereFor(ctx, posting, request)).filter((one) => one.platform === (platform ?? 'console'));
  const outcomes = await Promise.allSettled(mine.map((where) => show(ctx, posting, lettingIn, request, where)));
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    // A channel that is gone must not keep the others' card from being done.
    if (faultOf(outcome.reason).retry) throw outcome.reason;
    ctx.log.warn({ err: outcome.reason }, 'a card about access could not be posted or edited');
  }
};

/** A card that stands, or is to: in a channel, or with an administrator whose conversation is not known before it is said. */
type Where = Omit<AccessCard, 'message' | 'place'> & { place?: string; message?: string };

/** Where it stands, and where it is to stand. Decided, it appears nowhere anew. */
async function whereFor(ctx: Context, posting: Posting, { posted, decidedAt, platform }: AccessRequest): Promise<Where[]> {
  if (decidedAt !== null) return posted;
  const [triage] = await ctx.sql<{ id: string }[]>`select id from teams where is_triage limit 1`;
  const places = triage === undefined ? [] : await posting.teamChannels(ctx, triage.id);
  const missing = places.filter((place) => !posted.some((one) => one.platform === place.platform && one.place === place.id));
  const admins = platform === 'console' || places.some((place) => place.platform === platform) ? [] : await linkedAdministrators(ctx, platform);
  return [
    ...posted, ...missing.map((place) => ({ platform: place.platform, place: place.id, kind: place.kind })),
    ...admins.filter((user) => !posted.some((one) => one.platform === platform && one.user === user)).map((user) => ({ platform, kind: 'direct' as const, user })),
  ];
}

async function show(ctx: Context, posting: Posting, lettingIn: LettingIn, request: AccessRequest, where: Where): Promise<void> {
  const platform = posting.platforms.get(where.platform);
  if (platform === undefined) return;
  const drawing = (where.user === undefined ? undefined : await readerOf(ctx, lettingIn, where.user))?.drawing ?? drawingFor(lettingIn);
  const card = async (state: AccessRequest) => accessCard(drawing, state, (await listGroups(ctx)).map((group) => group.name));
  if (await edited(platform, where, request, card)) return;
  const options = { key: `access:${request.id}` };
  const { id: message, place } = where.place === undefined
    ? await platform.tell(where.user!, await card(request), options)
    : await platform.say({ platform: where.platform, id: where.place, kind: where.kind }, await card(request), options);
  await noteAccessCard(ctx, request.id, { ...where, place: place.id, message });
  // Whoever decided in the meantime did not know of this copy.
  const now = await accessRequest(ctx, request.id);
  if (now !== undefined && now.decidedAt !== null) await platform.edit({ place, id: message }, await card(now));
}

/** @returns false when it does not stand there, or somebody deleted it while nobody has decided */
async function edited(platform: Platform, { platform: name, place: id, kind, message }: Where, request: AccessRequest, card: (state: AccessRequest) => Promise<Card>): Promise<boolean> {
  if (id === undefined || message === undefined) return false;
  try {
    await platform.edit({ place: { platform: name, id, kind }, id: message }, await card(request));
  } catch (error) {
    if (!isNotThere(error)) throw error;
    return request.decidedAt !== null;
  }
  return true;
}
