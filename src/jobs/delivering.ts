import type { Context } from '../context.ts';
import { system } from '../context.ts';
import type { Card } from '../chat/card.ts';
import type { Platforms } from '../chat/posted/copies.ts';
import { addCopy } from '../chat/posted/copies.ts';
import type { PlatformName } from '../chat/platform.ts';
import { compose, type Reader } from '../delivery/compose.ts';
import { Undeliverable, type Provider, type Tools } from '../delivery/provider.ts';
import { shortId, type Incident } from '../domain/incidents/schema.ts';
import { makeLink } from '../domain/notifications/acknowledge-link.ts';
import type { Claimed } from '../domain/notifications/claim.ts';
import type { Verdict } from '../domain/notifications/settle.ts';
import { isAtConsole } from '../domain/notifications/at-console.ts';
import { noteUse, providersFor, type OpeningTools } from '../domain/providers/providers-for.ts';
import type { Keys } from '../secrets.ts';
import { farPlatforms } from './afar.ts';

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
  observe?(provider: string, result: 'ok' | 'retry' | 'failed'): void;
}

/** The providers of each means, looked up once for all messages of a job. */
export interface Ways { byMeans: Map<string, ReturnType<typeof providersFor>>; worked: Set<string> }
export const noWays = (): Ways => ({ byMeans: new Map(), worked: new Set() });

/** Sends one message by its means and answers with the receipt or the verdict. Never throws. */
export async function answerFor(ctx: Context, delivering: Delivering, ways: Ways, claimed: Claimed, incidents: readonly Incident[]): Promise<Verdict> {
  const reader: Reader = { language: claimed.language ?? delivering.language, timeZone: claimed.time_zone ?? delivering.timeZone };
  try {
    return claimed.means === 'CHAT' ? await byChat(ctx, delivering, claimed, incidents, reader) : await byProvider(ctx, delivering, ways, claimed, incidents, reader);
  } catch (error) {
    ctx.log.warn({ err: error, notification: claimed.id }, 'a notification could not be handed over');
    return { ok: false, retry: !(error instanceof Undeliverable) || error.retry, error: (error as Error).message };
  }
}

async function byChat(ctx: Context, delivering: Delivering, claimed: Claimed, incidents: readonly Incident[], reader: Reader): Promise<Verdict> {
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
  const looking = ways.byMeans.get(claimed.means) ?? providersFor({ ...ctx, actor: system('delivery') }, claimed.means, delivering.opening);
  ways.byMeans.set(claimed.means, looking);
  const providers = await looking;
  const chosen = claimed.user_id === null && claimed.provider_id !== null ? providers.filter((one) => one.id === claimed.provider_id) : providers;
  if (chosen.length === 0) return { ok: false, retry: false, error: `no provider for ${claimed.means} is set up` };
  const message = compose(claimed, incidents, reader, await linksFor(ctx, delivering, claimed, incidents));
  let verdict: Verdict = { ok: false, retry: false, error: '' };
  // In the order of their priority: the next one only when this one will not do.
  for (const { id, kind, settings } of chosen) {
    const provider = delivering.providerOf(kind);
    if (provider === undefined) continue;
    try {
      const receipt = await provider.send(message, provider.settings.parse(settings), delivering.tools);
      await noteSuccess(ctx, ways, id);
      delivering.observe?.(kind, 'ok');
      return { ok: true, state: receipt.state, providerId: id, ...(receipt.id === undefined ? {} : { receipt: receipt.id }), ...(receipt.note === undefined ? {} : { note: receipt.note }) };
    } catch (error) {
      const retry = error instanceof Undeliverable ? error.retry : true;
      const after = error instanceof Undeliverable ? error.retryAfterSeconds : undefined;
      const badAddress = error instanceof Undeliverable && error.badAddress;
      // A success after this one has to say that it works again. That somebody's address is wrong is no fault of the provider's.
      ways.worked.delete(id);
      if (!badAddress) await noteUse(ctx, id, (error as Error).message.slice(0, 500));
      delivering.observe?.(kind, retry ? 'retry' : 'failed');
      verdict = { ok: false, retry: verdict.ok ? retry : retry || verdict.retry, error: (error as Error).message, providerId: id, ...(after === undefined ? {} : { retryAfterSeconds: after }), ...(badAddress ? { badAddress } : {}) };
    }
  }
  return verdict;
}

/** Once a job is enough: it says when the provider last worked, to the minute. */
async function noteSuccess(ctx: Context, ways: Ways, id: string): Promise<void> {
  if (ways.worked.has(id)) return;
  ways.worked.add(id);
  // The message is out: that this could not be noted must not send it again.
  await noteUse(ctx, id, null).catch((error: unknown) => ctx.log.warn({ err: error }, 'a success could not be noted'));
}

async function linksFor(ctx: Context, { publicUrl, keys }: Delivering, claimed: Claimed, incidents: readonly Incident[]) {
  const [incident] = incidents;
  if (publicUrl === undefined || incident === undefined) return {};
  const acknowledges = claimed.notice === null && claimed.user_id !== null && incidents.length === 1 && incident.status === 'TRIGGERED' && (claimed.purpose === 'page' || claimed.purpose === 'reminder');
  return {
    incident: `${publicUrl}/#/incident/${shortId(incident)}`,
    ...(acknowledges ? { acknowledge: `${publicUrl}/acknowledge/${await makeLink(ctx, keys, { user: claimed.user_id!, incident: incident.id, notification: claimed.id })}` } : {}),
  };
}
