import type { Context } from '../context.ts';
import type { Answer, Card } from '../chat/card.ts';
import type { Outcome } from '../chat/cards/let-in.ts';
import type { Drawing } from '../chat/command.ts';
import { faultOf, isNotThere } from '../chat/fault.ts';
import type { Dispatch, Place, PlatformName, SayOptions } from '../chat/platform.ts';
import { keepAnswer, takePending } from '../domain/people/take-pending.ts';
import { sayIn, type Language } from '../texts/say.ts';
import type { Posting } from './opening.ts';

/** What letting people in needs of the rest of the product: the one dispatcher, and the words of the organisation. */
export interface LettingIn { dispatch: Dispatch; has(command: string): boolean; language: Language; timeZone: string }

/** Words and buttons for everybody: times name their zone. */
export const drawingFor = ({ has, language, timeZone }: LettingIn): Drawing => ({ has, say: sayIn(language, timeZone, true) });

/** A person with their own language; undefined when there is none. */
export async function readerOf(ctx: Context, lettingIn: LettingIn, userId: string): Promise<{ username: string; drawing: Drawing } | undefined> {
  const [user] = await ctx.sql<{ username: string; language: Language | null; time_zone: string | null }[]>`select username, language, time_zone from users where id = ${userId}`;
  return user && { username: user.username, drawing: { has: lettingIn.has, say: sayIn(user.language ?? lettingIn.language, user.time_zone ?? lettingIn.timeZone) } };
}

/** Tells a person where they asked; whoever cannot be reached there (any more) is told in the console, which is always there. */
export async function tellPerson(ctx: Context, { platforms }: Posting, name: PlatformName, userId: string, card: Card, options: SayOptions): Promise<void> {
  try {
    const platform = platforms.get(name);
    if (platform !== undefined) return void (await platform.tell(userId, card, options));
  } catch (error) {
    if (faultOf(error).retry) throw error;
    ctx.log.warn({ err: error, platform: name }, 'somebody was told in the console instead');
  }
  await platforms.get('console')!.tell(userId, card, options).catch((error: unknown) => {
    // Disabled since.
    if (!isNotThere(error)) throw error;
    ctx.log.warn({ err: error, user: userId }, 'somebody whose account is disabled was not told');
  });
}

/**
 * Carries out what somebody was refused, as that person, once; older than `minutes` it is only told of.
 * @returns undefined when there was nothing
 */
export async function carryOutPending(ctx: Context, { dispatch }: LettingIn, pendingId: string | null, as: { userId: string; via: PlatformName }, minutes: number): Promise<Outcome | undefined> {
  const pending = pendingId === null ? undefined : await takePending(ctx, pendingId, minutes);
  if (pending === undefined) return undefined;
  const { wanted, where } = pending;
  if (!pending.isOurs) return { wanted, answer: (pending.answer ?? undefined) as Answer | undefined };
  const speaker = { userId: as.userId, via: as.via, ...(where.incident === undefined ? {} : { incident: where.incident }), ...(where.place === undefined ? {} : { place: where.place as Place }) };
  const answer = 'phrase' in wanted ? await dispatch.phrase(speaker, wanted.phrase)
    : wanted.values === undefined ? await dispatch.press(speaker, wanted.command, wanted.args)
      : await dispatch.submit(speaker, { command: wanted.command, args: wanted.args }, wanted.values);
  await keepAnswer(ctx, pendingId!, answer);
  return { wanted, answer };
}
