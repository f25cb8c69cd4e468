import type { Context } from '../context.ts';
import { json } from '../db/client.ts';
import type { Card } from '../chat/card.ts';
import type { Drawing } from '../chat/command.ts';
import { faultOf, isNotThere } from '../chat/fault.ts';
import type { Platform, PlatformName } from '../chat/platform.ts';
import type { BulletinKind } from '../domain/oncall/want-bulletin.ts';
import { drawingFor, readerOf, type LettingIn } from './letting-in.ts';
import type { Posting } from './opening.ts';
import { tellAdmins } from './tell-admins.ts';

/** Where a bulletin stands, or is to stand: in a channel, or with a person whose conversation is not known before it is said. */
interface Standing { platform: PlatformName; kind: 'channel' | 'direct'; place?: string; user?: string; message?: string }
export interface Bulletin {
  id: string;
  kind: BulletinKind;
  /** The id of what it shows. */
  subject: string;
  /** null: it stands in the admins' place. */
  teamId: string | null;
  people: string[];
  isQuiet: boolean;
  isOver: boolean;
  posted: Standing[];
  /** Grows with every change. */
  wanted: number;
}
/** Draws the newest state; undefined: what it shows is not there any more. */
export type Drawer = (ctx: Context, bulletin: Bulletin, draw: Drawing) => Promise<Card | undefined>;
export type Drawers = { readonly [K in BulletinKind]: Drawer };

export async function loadBulletin(ctx: Context, id: string): Promise<Bulletin | undefined> {
  const [row] = await ctx.sql<Bulletin[]>`
    select id, kind, subject, team_id as "teamId", people, is_quiet as "isQuiet", is_over as "isOver", posted, wanted from bulletins where id = ${id}`;
  return row;
}

export interface Showing { posting: Posting; lettingIn: LettingIn; drawers: Drawers }

/** Posts or edits a bulletin on one platform, wherever it belongs there. @throws the last fault that may pass; the other places are done all the same */
export async function showBulletin(ctx: Context, showing: Showing, bulletin: Bulletin, name: PlatformName): Promise<void> {
  const platform = showing.posting.platforms.get(name);
  if (platform === undefined) return;
  const where = (await placesOf(ctx, showing.posting, bulletin, name)).filter((one) => one.platform === name);
  const outcomes = await Promise.allSettled(where.map((one) => show(ctx, showing, platform, bulletin, one)));
  let passing: PromiseRejectedResult | undefined;
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue;
    if (name === 'console' || faultOf(outcome.reason).retry) passing = outcome;
    // A channel that is gone must not keep the others' from being done.
    else if (where[at]!.kind === 'channel') await tellAdmins(ctx, showing.posting, name, outcome.reason, where[at]!.place);
    else ctx.log.warn({ err: outcome.reason, platform: name, user: where[at]!.user }, 'somebody could not be written to');
  }
  if (passing !== undefined) throw passing.reason;
}

/** Where it stands, and where it is to stand; over, it appears nowhere anew. */
async function placesOf(ctx: Context, posting: Posting, { teamId, people, posted, isQuiet, isOver }: Bulletin, platform: PlatformName): Promise<Standing[]> {
  if (isOver) return posted;
  const [team] = isQuiet ? [] : await ctx.sql<{ id: string }[]>`select id from teams where ${teamId === null ? ctx.sql`is_triage` : ctx.sql`id = ${teamId}`} limit 1`;
  const channels = team === undefined ? [] : await posting.teamChannels(ctx, team.id);
  return [
    ...posted,
    ...channels.filter((place) => !posted.some((one) => one.platform === place.platform && one.place === place.id)).map((place): Standing => ({ platform: place.platform, kind: 'channel', place: place.id })),
    ...people.filter((user) => !posted.some((one) => one.platform === platform && one.user === user)).map((user): Standing => ({ platform, kind: 'direct', user })),
  ];
}

async function show(ctx: Context, { lettingIn, drawers }: Showing, platform: Platform, bulletin: Bulletin, where: Standing): Promise<void> {
  const draw = (where.user === undefined ? undefined : await readerOf(ctx, lettingIn, where.user))?.drawing ?? drawingFor(lettingIn);
  let standing = where;
  // Whoever changed it meanwhile may have been faster, or did not know of this copy: drawn until what stands there is the newest.
  for (let state: Bulletin | undefined = bulletin; state !== undefined;) {
    const drawn: Bulletin = state;
    const card = await drawers[drawn.kind](ctx, drawn, draw);
    if (card === undefined) return;
    if (!(await edited(platform, standing, card, drawn.isOver))) {
      const said = await sayIt(platform, standing, card, `bulletin:${drawn.id}`);
      if (said === undefined) return;
      standing = { ...standing, place: said.place, message: said.message };
      await note(ctx, drawn.id, standing);
      // It may have been posted by somebody who died before it was noted, and be of an older state.
      if (drawn.wanted > 1) await edited(platform, standing, card, drawn.isOver);
    }
    const now: Bulletin | undefined = await loadBulletin(ctx, drawn.id);
    state = now !== undefined && now.wanted > drawn.wanted ? now : undefined;
  }
}

/** @returns false when it does not stand there, or somebody deleted it while it still says something */
async function edited(platform: Platform, { platform: name, kind, place, message }: Standing, card: Card, isOver: boolean): Promise<boolean> {
  if (place === undefined || message === undefined) return false;
  try {
    await platform.edit({ place: { platform: name, id: place, kind }, id: message }, card);
    return true;
  } catch (error) {
    if (!isNotThere(error)) throw error;
    return isOver;
  }
}

/** @returns undefined for somebody who has no account there */
async function sayIt(platform: Platform, { platform: name, kind, place, user }: Standing, card: Card, key: string): Promise<{ place: string; message: string } | undefined> {
  try {
    const posted = user === undefined ? await platform.say({ platform: name, id: place!, kind }, card, { key }) : await platform.tell(user, card, { key });
    return { place: posted.place.id, message: posted.id };
  } catch (error) {
    if (user === undefined || !isNotThere(error)) throw error;
    return undefined;
  }
}

/** Noting it twice changes nothing. */
async function note(ctx: Context, id: string, where: Standing): Promise<void> {
  await ctx.sql`
    update bulletins set posted = ${json([where])}::jsonb || coalesce((
      select jsonb_agg(one) from jsonb_array_elements(posted) one where (one->>'platform', one->>'place') is distinct from (${where.platform}, ${where.place!})), '[]')
    where id = ${id}`;
}
