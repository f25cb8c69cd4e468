import type { Context } from '../../context.ts';
import { faultOf, isNotThere } from '../../chat/fault.ts';
import type { Platform } from '../../chat/platform.ts';
import { addCopy } from '../../chat/posted/copies.ts';
import { loadIncidents } from '../../domain/incidents/find.ts';
import type { Incident } from '../../domain/incidents/schema.ts';
import { isAtConsole } from '../../domain/notifications/at-console.ts';
import { nobodyThere, notReached, standing, takenThere, type Standing } from '../../domain/notifications/told-there.ts';
import type { FarPlatform } from '../../queue.ts';
import { aboutWhich } from '../about-which.ts';
import { callByName } from '../call-by-name.ts';
import type { Delivering } from '../delivering.ts';
import { inTime } from '../in-time.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { nameOf } from '../tell-admins.ts';

/** Milliseconds that a platform has to take a direct message; a hint about rest is not worth as much. */
const patience = 5000;
const hintPatience = 2000;
/** Seconds; the longest wait between two attempts while a platform is away. */
const longest = 60;
/** What belongs to no run is not worth more tries than this. */
const mostTries = 10;

/**
 * A direct message on a platform beside the console, where it has been told already. Whoever has an account there and is
 * not reached, or rests, is tried by their next means at once; meanwhile it is tried again for as long as somebody is needed.
 */
export const tellThere = (delivering: Delivering, posting: Pick<Posting, 'say' | 'teamChannels'>): Handler<'tell-there'> => async (ctx, { notificationIds, platform: name, tries = 0 }) => {
  const platform = delivering.platforms.get(name);
  const rows = await standing(ctx, notificationIds, name, tries > 0);
  const [first] = rows;
  if (platform === undefined || first === undefined) return;
  const loaded = new Map((await loadIncidents(ctx, [...new Set(rows.flatMap((row) => row.incident_id ?? []))])).map((incident) => [incident.id, incident]));
  const about = await aboutWhich(ctx, rows, loaded);
  if (about.length === 0 && first.notice === null) return;
  const resting = first.is_page && tries === 0 ? inTime(hintPatience, name, platform.resting([first.user_id!])).catch(() => new Set<string>()) : Promise.resolve(new Set<string>());
  try {
    await tell(ctx, delivering, platform, name, notificationIds[0]!, rows, about);
    delivering.observe?.(name, 'ok');
  } catch (error) {
    // Whoever nobody linked is not on this platform, and the console has told them; if they do not look there either, nobody did.
    if (isNotThere(error) && first.chat_user_id === null) {
      if (first.is_page && tries === 0 && !first.is_elsewhere && !await isAtConsole(ctx, first.user_id!)) await nobodyThere(ctx, rows);
      return;
    }
    const fault = faultOf(error);
    const again = fault.retry && (first.run_id !== null || tries < mostTries);
    delivering.observe?.(name, fault.retry ? 'retry' : 'failed');
    ctx.log.warn({ err: error, notification: first.id, platform: name, again }, 'a direct message did not get through');
    // Once: each later attempt would bring one means more before its time.
    if (tries === 0 && first.chat_user_id !== null) await notReached(ctx, rows, fault.said === undefined ? `${nameOf[name]}: ${fault.message}` : { ...fault.said, before: `${nameOf[name]}: ` }, !fault.retry);
    if (first.is_page && tries === 0) await callByName(ctx, posting, platform, name, fault, { userId: first.user_id!, username: first.username!, incidents: about, key: notificationIds[0]! }).catch((second: unknown) => ctx.log.warn({ err: second, platform: name }, 'whoever takes no direct messages could not be called by name'));
    if (again) await ctx.enqueue('tell-there', { notificationIds, platform: name, tries: tries + 1 }, { delaySeconds: Math.min(3600, fault.retryAfterSeconds ?? Math.min(longest, 2 ** Math.min(tries, 10))), priority: first.is_page ? 10 : 0 });
    if (fault.forAll) await delivering.tellAdmins(name, error).catch((second: unknown) => ctx.log.error({ err: second }, 'nobody could be told that a platform reaches nobody'));
    return;
  }
  if ((await resting).has(first.user_id!)) await notReached(ctx, rows, { key: 'notify.resting', params: {}, before: `${nameOf[name]}: ` }, false);
};

async function tell(ctx: Context, delivering: Delivering, platform: Platform, name: FarPlatform, key: string, rows: readonly Standing[], about: readonly Incident[]): Promise<void> {
  const [first] = rows as [Standing];
  const card = await delivering.directCard(ctx, first, about, { language: first.language ?? delivering.language, timeZone: first.time_zone ?? delivering.timeZone });
  const posted = await inTime(patience, name, platform.tell(first.user_id!, card, { key, mentions: [first.user_id!], pages: first.is_page }));
  const [incident] = about as [Incident];
  if (first.is_page && about.length === 1) await addCopy(ctx, { subject: `page:${key}`, incidentId: incident.id, purpose: 'page', place: posted.place, userId: first.user_id!, messageId: posted.id });
  // Its copies are looked at too: it may have been answered while it was on its way.
  await takenThere(ctx, rows);
}
