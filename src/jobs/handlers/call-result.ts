import { system } from '../../context.ts';
import { noteOutcome } from '../../domain/notifications/note-outcome.ts';
import { providerById } from '../../domain/providers/providers-for.ts';
import { setTimers } from '../../domain/timers/timer.ts';
import type { Delivering } from '../delivering.ts';
import type { Handler } from '../runner.ts';

/** Seconds between looks. A call that lasts longer than this is somebody listening; what no operator told of until then it never will. */
const again = { VOICE: [30, 30, 30], SMS: [15, 30, 60, 120, 300] } as const;

/** How a call or message ended, where its vendor cannot tell us: busy, no answer, a machine and what was not delivered have reached nobody. */
export const callResult = (delivering: Delivering): Handler<'call-result'> => async (ctx, { notificationId, tries }) => {
  const [told] = await ctx.sql<{ receipt: string; provider_id: string; means: string }[]>`
    select receipt, provider_id, means from notifications where id = ${notificationId} and status in ('sent', 'accepted') and receipt is not null and provider_id is not null`;
  if (told === undefined) return;
  const [found] = await providerById({ ...ctx, actor: system('delivery') }, told.provider_id, delivering.opening);
  const provider = found === undefined ? undefined : delivering.providerOf(found.kind);
  if (found === undefined || provider?.outcome === undefined) return;
  const outcome = await provider.outcome(told.receipt, provider.settings.parse(found.settings), delivering.tools).catch((error: unknown) => {
    ctx.log.warn({ err: error, notification: notificationId }, 'how a message ended could not be read');
    return undefined;
  });
  if (outcome !== undefined) return noteOutcome(ctx, notificationId, outcome);
  const seconds = again[told.means === 'SMS' ? 'SMS' : 'VOICE'][tries];
  if (seconds === undefined) return;
  const [clock] = await ctx.sql<{ at: Date }[]>`select imas_now() + make_interval(secs => ${seconds}) as at`;
  await setTimers(ctx.sql, [{ kind: 'call-result', subject: notificationId, dueAt: clock!.at, urgency: 3, payload: { tries: tries + 1 } }]);
};
