import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { acknowledge } from '../../domain/incidents/acknowledge.ts';
import { escalateNow } from '../../domain/incidents/escalate-now.ts';
import { merge } from '../../domain/incidents/merge.ts';
import { mitigate } from '../../domain/incidents/mitigate.ts';
import { reopen } from '../../domain/incidents/reopen.ts';
import { resolve } from '../../domain/incidents/resolve.ts';
import type { Incident } from '../../domain/incidents/schema.ts';
import { endSnooze } from '../../domain/incidents/end-snooze.ts';
import { snooze } from '../../domain/incidents/snooze.ts';
import { unacknowledge } from '../../domain/incidents/unacknowledge.ts';
import { unmerge } from '../../domain/incidents/unmerge.ts';
import { databaseNow } from '../../domain/clock.ts';
import { invalid } from '../../errors.ts';
import { incidentBody, incidentOut } from '../bodies/incident.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { given, instantIn, reference, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'incidents';
const nothing = z.object({});
const resolution = z.object({ resolution_note: words().optional(), root_cause: words().optional() });
const snoozed = z.object({
  until: instantIn.optional(),
  minutes: z.int().min(1).max(24 * 60).optional(),
  until_clear: z.boolean().optional().openapi({ description: 'Until its alerts clear, a day at most' }),
}).openapi({ description: 'Exactly one of the three' });

/** What is done to an incident: each verb a POST that answers with the incident (spec §5). */
export function incidentVerbRoutes(api: Api): void {
  const answering = <P extends string, B extends z.ZodType>(path: P, summary: string, body: B, verb: (ctx: Context, ref: string, body: z.output<B>) => Promise<Incident>, also: Record<number, string> = {}) =>
    endpoint(api, 'post', `/incidents/{ref}/${path}/` as const, { tag, summary, body, answer: incidentOut, also }, async ({ ctx, params, body: words }) =>
      incidentBody(ctx, await verb(ctx, (params as { ref: string }).ref, words), api.parts.ports.baseUrl));

  answering('acknowledge', 'Takes it in hand; unchanged if you have it already', nothing, async (ctx, ref) => (await acknowledge(ctx, ref)).incident);
  answering('unacknowledge', 'Gives it back: the ladder begins again', nothing, unacknowledge);
  answering('mitigate', 'The harm is over, the cause may not be', z.object({ note: words().optional() }), (ctx, ref, { note }) => mitigate(ctx, ref, note));
  answering('resolve', 'Ends it; alerts that still fire are mute until they clear', resolution, async (ctx, ref, { resolution_note: note, root_cause: rootCause }) =>
    (await resolve(ctx, ref, given({ note, rootCause }))).incident);
  answering('reopen', 'Opens it again, acknowledged by you', nothing, reopen);
  answering('escalate', 'The next step now', nothing, escalateNow);
  answering('snooze', 'Stops its pages for a while', snoozed, async (ctx, ref, body) => snooze(ctx, ref, await untilWhen(ctx, body)));
  answering('unsnooze', 'Ends its snooze: a new run of the ladder begins', nothing, endSnooze);
  answering('merge', 'Makes one of two: this one ends, `into` goes on', z.object({ into: reference }), async (ctx, ref, { into }) => (await spoken({}, merge(ctx, ref, into))).into);
  answering('unmerge', 'Takes a merge back, for a day', nothing, unmerge);
}

async function untilWhen(ctx: Context, { until, minutes, until_clear: untilClear }: z.output<typeof snoozed>): Promise<Date | 'clear'> {
  const said = [until !== undefined, minutes !== undefined, untilClear === true].filter(Boolean).length;
  if (said !== 1) throw invalid('api.bad_fields', { names: 'until, minutes, until_clear' }, { fields: { until: { key: 'api.bad_value' } } });
  if (untilClear === true) return 'clear';
  return until ?? new Date((await databaseNow(ctx)).getTime() + minutes! * 60_000);
}
