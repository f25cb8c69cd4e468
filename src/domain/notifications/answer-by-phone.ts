import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { AppError } from '../../errors.ts';
import { acknowledge } from '../incidents/acknowledge.ts';
import { passOn } from '../incidents/escalate-now.ts';
import { loadIncidents } from '../incidents/find.ts';
import { shortId } from '../incidents/schema.ts';
import { actorOf } from '../people/actor-of.ts';
import { confirmThrough } from '../people/confirm-contact.ts';
import type { Words } from './queue-notice.ts';
import { readReply } from './read-reply.ts';
import { testReached } from './test-pager.ts';
import { codesOf, passedOnce, type OpenCode } from './reply-codes.ts';

/** What is said back, to whom it is understood in which language. */
export interface PhoneAnswer { words: readonly Words[]; language: 'en' | 'fr' | null; timeZone: string | null; /** False: nothing was understood, or nothing done. */ acted: boolean }

/**
 * An answer by SMS, from a number that was paged: acknowledges or passes on as the person whose page it was. The code is
 * bound to the number, so that nobody else's answer counts.
 * @returns undefined when that number was never written to: strangers get no answer
 */
export async function answerBySms(ctx: Context, from: string, text: string): Promise<PhoneAnswer | undefined> {
  const codes = await codesOf(ctx, from);
  const [newest] = codes;
  if (newest === undefined) return undefined;
  const reader = { language: newest.language, timeZone: newest.time_zone };
  const reply = readReply(text);
  const open = codes.filter((one) => one.isOpen);
  if (reply === undefined) return { ...reader, words: await choices(ctx, open, 'sms.not_understood'), acted: false };
  const meant = reply.code === undefined ? (open.length > 0 ? open : [newest]) : reply.code === 'all' ? open : codes.filter((one) => one.code === reply.code);
  if (meant.length === 0) return { ...reader, words: await choices(ctx, open, 'sms.unknown_code'), acted: false };
  if (meant.length > 1 && reply.code === undefined) return { ...reader, words: await choices(ctx, open, 'sms.which'), acted: false };
  const words: Words[] = [];
  for (const one of meant) {
    if (reply.does === 'pass' && !one.isTest && !await passedOnce(ctx, from, one.code)) continue;
    words.push(...await act(ctx, reply.does, { userId: one.user_id, notificationId: one.notification_id, incidentIds: one.incidents, isTest: one.isTest }, 'sms'));
  }
  return { ...reader, words: together(words), acted: true };
}

/** Many that were taken are one sentence: as many as there are would not fit in a text. */
function together(words: readonly Words[]): Words[] {
  const taken = words.filter(({ key }) => key === 'sms.you_have_it');
  if (taken.length < 2) return [...words];
  return [{ key: 'sms.you_have_them', params: { incidents: taken.map(({ params }) => params?.['incident']).join(', ') } }, ...words.filter(({ key }) => key !== 'sms.you_have_it')];
}

/**
 * A key pressed in a call: 4 acknowledges, 6 passes on, as the person who was called.
 * @returns undefined when there is no such call
 */
export async function answerByCall(ctx: Context, notificationId: string, key: string): Promise<PhoneAnswer | undefined> {
  const does = key === '4' ? 'acknowledge' as const : key === '6' ? 'pass' as const : undefined;
  const [called] = await ctx.sql<{ user_id: string; language: 'en' | 'fr' | null; time_zone: string | null; incidents: string[]; is_test: boolean }[]>`
    select n.user_id, u.language, u.time_zone, n.purpose = 'test' as is_test, array(select distinct b.incident_id from notifications b where (b.id = n.id or b.bundle_id = n.id) and b.incident_id is not null) as incidents
    from notifications n join users u on u.id = n.user_id and u.is_active where n.id = ${notificationId}`;
  if (called === undefined) return undefined;
  const reader = { language: called.language, timeZone: called.time_zone };
  if (does === undefined) return { ...reader, words: [{ key: 'sms.call_other_key' }], acted: false };
  return { ...reader, words: together(await act(ctx, does, { userId: called.user_id, notificationId, incidentIds: called.incidents, isTest: called.is_test }, 'call')), acted: true };
}

/** One after the other, each in its own transaction: that one was taken by somebody else does not undo the others. */
async function act(ctx: Context, does: 'acknowledge' | 'pass', { userId, notificationId, incidentIds, isTest }: { userId: string; notificationId: string; incidentIds: readonly string[]; isTest: boolean }, via: 'sms' | 'call'): Promise<Words[]> {
  const actor = await actorOf(ctx, userId, via);
  if (actor === undefined) return [];
  await transaction({ ...ctx, actor }, async (tx) => {
    await confirmThrough(tx, notificationId);
    // Whichever key it is: it arrived.
    if (isTest) await testReached(tx, notificationId);
  });
  if (isTest) return [{ key: 'reach.test_done' }];
  const words: Words[] = [];
  for (const id of incidentIds) {
    try {
      if (does === 'pass') words.push({ key: 'sms.passed_on', params: { incident: shortId(await passOn({ ...ctx, actor }, id)) } });
      else words.push({ key: 'sms.you_have_it', params: { incident: shortId((await acknowledge({ ...ctx, actor }, id, notificationId)).incident) } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      words.push({ key: error.key, params: error.params });
    }
  }
  return words;
}

/** What is open for this number, so that the next answer is understood. */
async function choices(ctx: Context, open: readonly OpenCode[], key: 'sms.not_understood' | 'sms.unknown_code' | 'sms.which'): Promise<Words[]> {
  if (open.length === 0) return [{ key: 'sms.nothing_open' }];
  const incidents = new Map((await loadIncidents(ctx, open.flatMap((one) => one.incidents))).map((incident) => [incident.id, shortId(incident)]));
  const list = open.slice(0, 6).map((one) => `4${one.code} ${one.isTest ? 'TEST' : one.incidents.length > 1 ? `(${one.incidents.length})` : incidents.get(one.incidents[0] ?? '') ?? ''}`.trim()).join(', ');
  return [{ key, params: { list } }];
}
