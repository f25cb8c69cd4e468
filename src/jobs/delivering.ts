import type { Context } from '../context.ts';
import { system } from '../context.ts';
import type { Card } from '../chat/card.ts';
import type { Platforms } from '../chat/posted/copies.ts';
import { addCopy } from '../chat/posted/copies.ts';
import type { PlatformName } from '../chat/platform.ts';
import { compose, type Reader } from '../delivery/compose.ts';
import { forPeople, Undeliverable, type Message, type Provider, type Receipt, type Tools } from '../delivery/provider.ts';
import { Refusal } from '../delivery/refusal.ts';
import { shortId, type Incident } from '../domain/incidents/schema.ts';
import { makeLink } from '../domain/notifications/acknowledge-link.ts';
import { lookForTaps } from '../domain/notifications/await-taps.ts';
import type { Claimed } from '../domain/notifications/claim.ts';
import { englishOf, type Said } from '../domain/said.ts';
import type { Verdict } from '../domain/notifications/settle.ts';
import { isAtConsole } from '../domain/notifications/at-console.ts';
import { noteUse, providerById, providersFor, type OpeningTools, type OpenProvider } from '../domain/providers/providers-for.ts';
import type { Keys } from '../secrets.ts';
import { phoneWords } from './by-phone.ts';
import { farPlatforms } from './afar.ts';
import { allowance, type Allowance } from './within-budget.ts';

/** What handing notifications over needs of the rest of the product. */
export interface Delivering {
  replica: number;
  platforms: Platforms;
  opening: OpeningTools;
  providerOf(kind: string): Provider | undefined;
  tools: Tools;
  keys: Keys;
  /** As people reach us; undefined (or loopback) means that no links are sent. */
  publicUrl: string | undefined;
  language: 'en' | 'fr';
  timeZone: string;
  /** The direct message of a page, reminder, all clear or notice. */
  directCard(ctx: Context, claimed: Claimed, incidents: readonly Incident[], reader: Reader): Promise<Card>;
  /** A platform reaches nobody until an administrator mends it. */
  tellAdmins(platform: PlatformName, error: unknown): Promise<void>;
  /** Something about a provider that administrators should know though it works. */
  warnAdmins?(provider: { id: string; name: string }, warning: NonNullable<Receipt['warning']>): Promise<void>;
  observe?(provider: string, result: 'ok' | 'retry' | 'failed'): void;
}

/** The providers of each means, looked up once for all messages of a job. */
export interface Ways { byMeans: Map<string, ReturnType<typeof providersFor>>; /** As their providers read them, by the provider's id. */ settings: Map<string, unknown>; worked: Set<string>; awaited: Set<string>; allowance: Allowance }
export const waysFor = (messages: readonly (readonly Claimed[])[]): Ways => ({ byMeans: new Map(), settings: new Map(), worked: new Set(), awaited: new Set(), allowance: allowance(messages) });

/** Sends one message by its means and answers with the receipt or the verdict. Never throws. */
export async function answerFor(ctx: Context, delivering: Delivering, ways: Ways, claimed: Claimed, incidents: readonly Incident[]): Promise<Verdict> {
  const reader: Reader = { language: claimed.language ?? delivering.language, timeZone: claimed.time_zone ?? delivering.timeZone, isMany: claimed.user_id === null };
  try {
    return claimed.means === 'CHAT' ? await byChat(ctx, delivering, claimed, incidents, reader) : await byProvider(ctx, delivering, ways, claimed, incidents, reader);
  } catch (error) {
    ctx.log.warn({ err: error, notification: claimed.id }, 'a notification could not be handed over');
    return { ok: false, retry: !(error instanceof Undeliverable) || error.retry, ...wordsOf(error) };
  }
}

async function byChat(ctx: Context, delivering: Delivering, claimed: Claimed, incidents: readonly Incident[], reader: Reader): Promise<Verdict> {
  if (claimed.notice?.isInConsole === true) return { ok: true, state: 'delivered' };
  const platform = delivering.platforms.get('console')!;
  const [incident] = incidents as [Incident];
  const card = await delivering.directCard(ctx, claimed, incidents, reader);
  const posted = await platform.tell(claimed.user_id!, card, { key: claimed.id, mentions: [claimed.user_id!], pages: claimed.is_page });
  if (claimed.is_page && incidents.length === 1) {
    await addCopy(ctx, { subject: `page:${claimed.id}`, incidentId: incident.id, purpose: 'page', place: posted.place, userId: claimed.user_id!, messageId: posted.id });
  }
  delivering.observe?.('console', 'ok');
  // Without another platform the console is all the chat there is: a page that nobody looks at nudges nobody.
  const unseen = claimed.is_page && farPlatforms(delivering.platforms).length === 0 && !await isAtConsole(ctx, claimed.user_id!);
  return { ok: true, state: 'delivered', receipt: posted.id, ...(unseen ? { unseen } : {}) };
}

async function byProvider(ctx: Context, delivering: Delivering, ways: Ways, claimed: Claimed, incidents: readonly Incident[], reader: Reader): Promise<Verdict> {
  const chosen = await choose(ctx, delivering, ways, claimed);
  if (chosen.length === 0) return { ok: false, retry: false, ...spoken({ key: 'delivery.no_provider', params: { means: claimed.means } }) };
  // Only once there is room: a link and a code that go nowhere are codes fewer for others.
  let message: Message | undefined;
  let verdict: Verdict = { ok: false, retry: false, error: '' };
  let waits: number | undefined;
  // In the order of their priority: the next one only when this one will not do.
  for (const open of chosen) {
    const { id, name, kind } = open;
    const provider = delivering.providerOf(kind);
    if (provider === undefined) continue;
    const wait = await ways.allowance.ask(ctx, open, claimed);
    if (wait > 0) { waits = Math.min(wait, waits ?? wait); continue; }
    message ??= { ...compose(claimed, incidents, reader, await linksFor(ctx, delivering, claimed, incidents)), ...await wordsFor(ctx, delivering, claimed, incidents), ...await phoneWords(ctx, claimed, incidents) };
    try {
      const receipt = await provider.send(message, settingsOf(ways, provider, open), delivering.tools);
      await noteSuccess(ctx, ways, id);
      delivering.observe?.(kind, 'ok');
      // The message is out: that nobody could be told to look for the answer must not send it again.
      if (message.replyToken !== undefined) await awaitTaps(ctx, ways, id);
      // The message is out: that nobody could be warned must not send it again.
      if (receipt.warning !== undefined) await delivering.warnAdmins?.({ id, name }, receipt.warning).catch((error: unknown) => ctx.log.warn({ err: error }, 'administrators could not be warned'));
      return { ok: true, state: receipt.state, providerId: id, ...(receipt.id === undefined ? {} : { receipt: receipt.id }), ...(receipt.note === undefined ? {} : { note: receipt.note }), ...(receipt.askAfterSeconds === undefined ? {} : { askAfterSeconds: receipt.askAfterSeconds }) };
    } catch (error) {
      const retry = error instanceof Undeliverable ? error.retry : true;
      const after = error instanceof Undeliverable ? error.retryAfterSeconds : undefined;
      const badAddress = error instanceof Undeliverable && error.badAddress;
      // A success after this one has to say that it works again. That somebody's address is wrong is no fault of the provider's.
      ways.worked.delete(id);
      if (!badAddress) await noteUse(ctx, id, (error as Error).message.slice(0, 500));
      delivering.observe?.(kind, retry ? 'retry' : 'failed');
      // A wrong key or a deleted webhook does not mend itself.
      if (error instanceof Refusal && !retry && !badAddress) await delivering.warnAdmins?.({ id, name }, { key: error.key, params: error.params }).catch((fault: unknown) => ctx.log.warn({ err: fault }, 'administrators could not be warned'));
      verdict = { ok: false, retry: verdict.ok ? retry : retry || verdict.retry, ...wordsOf(error), providerId: id, ...(after === undefined ? {} : { retryAfterSeconds: after }), ...(badAddress ? { badAddress } : {}) };
    }
  }
  // One that would have taken it is only busy: it waits for room and travels with whatever comes meanwhile.
  return waits === undefined ? verdict : { ok: false, crowded: true, retry: true, retryAfterSeconds: waits, ...spoken({ key: 'delivery.waits_for_room', params: {} }) };
}

/** Why it was not sent: in English, and where it is a sentence of ours for each reader in their language. */
const wordsOf = (error: unknown): { error: string; said?: Said } => (error instanceof Refusal ? spoken({ key: error.key, params: error.params }) : { error: (error as Error).message });
const spoken = (said: Said): { error: string; said: Said } => ({ error: englishOf(said), said });

function settingsOf(ways: Ways, provider: Provider, { id, settings }: OpenProvider): unknown {
  const known = ways.settings.get(id) ?? provider.settings.parse(settings);
  ways.settings.set(id, known);
  return known;
}

/** Those of the means that may reach people, in their order; or the one that is told what everybody may know. */
async function choose(ctx: Context, { opening, providerOf }: Delivering, ways: Ways, claimed: Claimed): Promise<OpenProvider[]> {
  // A page to a bare address is of a run, and may go by any of its means.
  const own = claimed.user_id === null && claimed.run_id === null ? claimed.provider_id : null;
  const key = own ?? claimed.means;
  const acting = { ...ctx, actor: system('delivery') };
  const looking = ways.byMeans.get(key) ?? (own === null ? providersFor(acting, claimed.means, opening) : providerById(acting, own, opening));
  ways.byMeans.set(key, looking);
  const found = await looking;
  if (own !== null) return found;
  return found.filter(({ kind, settings }) => forPeople(providerOf(kind), settings));
}

/** Once a job is enough: it says when the provider last worked, to the minute. */
async function noteSuccess(ctx: Context, ways: Ways, id: string): Promise<void> {
  if (ways.worked.has(id)) return;
  ways.worked.add(id);
  // The message is out: that this could not be noted must not send it again.
  await noteUse(ctx, id, null).catch((error: unknown) => ctx.log.warn({ err: error }, 'a success could not be noted'));
}

/** Once a job is enough. */
async function awaitTaps(ctx: Context, ways: Ways, id: string): Promise<void> {
  if (ways.awaited.has(id)) return;
  ways.awaited.add(id);
  await lookForTaps(ctx, id).catch((error: unknown) => ctx.log.warn({ err: error }, 'answers through ntfy will not be looked for'));
}

/** What a vendor needs besides: the word that acknowledges where no link may be sent, and what it said when it was told before. */
async function wordsFor(ctx: Context, { publicUrl, keys }: Delivering, claimed: Claimed, incidents: readonly Incident[]): Promise<Pick<Message, 'replyToken' | 'earlier'>> {
  const about = claimed.means === 'NTFY' && publicUrl === undefined ? answerable(claimed, incidents) : undefined;
  if (about !== undefined) return { replyToken: await makeLink(ctx, keys, about.link) };
  if (claimed.user_id !== null || claimed.run_id !== null || claimed.provider_id === null) return {};
  const [told] = await ctx.sql<{ receipt: string }[]>`
    select receipt from notifications where incident_id = ${claimed.incident_id} and provider_id = ${claimed.provider_id} and user_id is null and id <> ${claimed.id} and receipt is not null and status in ('accepted', 'delivered') order by created_at desc limit 1`;
  return told === undefined ? {} : { earlier: told.receipt };
}

/** What may be answered by one tap: a page or reminder of what is still open, one or several, and a test. */
function answerable(claimed: Claimed, incidents: readonly Incident[]): { link: Parameters<typeof makeLink>[2]; answers?: 'all' | 'reached' } | undefined {
  const { user_id: user, id: notification } = claimed;
  if (user === null) return undefined;
  if (claimed.notice !== null) return claimed.notice.answer === undefined ? undefined : { link: { user, incident: null, notification }, answers: claimed.notice.answer };
  if ((claimed.purpose !== 'page' && claimed.purpose !== 'reminder') || !incidents.some(({ status }) => status === 'TRIGGERED')) return undefined;
  if (incidents.length === 1) return { link: { user, incident: incidents[0]!.id, notification } };
  // Only of pages is it kept what travelled together.
  return claimed.purpose === 'page' ? { link: { user, incident: null, notification }, answers: 'all' } : undefined;
}

async function linksFor(ctx: Context, { publicUrl, keys }: Delivering, claimed: Claimed, incidents: readonly Incident[]) {
  const [incident] = incidents;
  const about = answerable(claimed, incidents);
  return {
    ...(about?.answers === undefined ? {} : { answers: about.answers }),
    ...(publicUrl === undefined || incident === undefined ? {} : { incident: `${publicUrl}/#/incident/${shortId(incident)}` }),
    ...(publicUrl === undefined || about === undefined ? {} : { acknowledge: `${publicUrl}/acknowledge/${await makeLink(ctx, keys, about.link)}` }),
  };
}
