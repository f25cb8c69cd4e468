import { system } from '../../context.ts';
import { noteOutcome } from '../../domain/notifications/note-outcome.ts';
import { providersFor } from '../../domain/providers/providers-for.ts';
import { setTimers } from '../../domain/timers/timer.ts';
import type { Delivering } from '../delivering.ts';
import type { Handler } from '../runner.ts';

/** A call that lasts longer than this is somebody listening. */
const mostTries = 3;
const againSeconds = 30;

/** How a call ended, where its vendor cannot tell us: busy, no answer and a machine have reached nobody. */
export const callResult = (delivering: Delivering): Handler<'call-result'> => async (ctx, { notificationId, tries }) => {
  const [call] = await ctx.sql<{ receipt: string; provider_id: string }[]>`
    select receipt, provider_id from notifications where id = ${notificationId} and status in ('sent', 'accepted') and receipt is not null and provider_id is not null`;
  if (call === undefined) return;
  const found = (await providersFor({ ...ctx, actor: system('delivery') }, 'VOICE', delivering.opening)).find((one) => one.id === call.provider_id);
  const provider = found === undefined ? undefined : delivering.providerOf(found.kind);
  if (found === undefined || provider?.outcome === undefined) return;
  const outcome = await provider.outcome(call.receipt, provider.settings.parse(found.settings), delivering.tools).catch((error: unknown) => {
    ctx.log.warn({ err: error, notification: notificationId }, 'the state of a call could not be read');
    return undefined;
  });
  if (outcome !== undefined) return noteOutcome(ctx, notificationId, outcome);
  if (tries >= mostTries) return;
  const [clock] = await ctx.sql<{ at: Date }[]>`select imas_now() + make_interval(secs => ${againSeconds}) as at`;
  await setTimers(ctx.sql, [{ kind: 'call-result', subject: notificationId, dueAt: clock!.at, urgency: 3, payload: { tries: tries + 1 } }]);
};
