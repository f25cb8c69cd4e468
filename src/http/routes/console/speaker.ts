import type { Context } from '../../../context.ts';
import { type FoundPlace, findPlace } from '../../../chat/console/find-place.ts';
import { type Manner, mannerOf } from '../../../chat/console/me.ts';
import type { Place, Speaker } from '../../../chat/platform.ts';
import { type SignedIn, signedIn, signedInToChange } from '../../session.ts';
import type { Asked, HttpDeps } from '../../route.ts';

export interface AtConsole extends SignedIn { manner: Manner }

/** Whoever asks, and how they are spoken to; from here on refusals are in their language. @throws AppError unauthenticated */
export async function reader(c: Asked, deps: HttpDeps): Promise<AtConsole> {
  return spokenTo(c, deps, await signedIn(c, deps));
}
/** The same for what changes something. @throws Refused without the session's own token */
export async function writer(c: Asked, deps: HttpDeps): Promise<AtConsole> {
  return spokenTo(c, deps, await signedInToChange(c, deps));
}

async function spokenTo(c: Asked, deps: HttpDeps, session: SignedIn): Promise<AtConsole> {
  const manner = await mannerOf(session.ctx, deps);
  c.set('language', manner.language);
  c.set('timeZone', manner.timeZone);
  return { ...session, manner };
}

export const placeOf = (found: FoundPlace): Place => ({ platform: 'console', id: found.id, kind: found.kind });

/** @throws AppError not_found when the place is not theirs to see */
export async function placeIfAny(ctx: Context, id: string | undefined): Promise<FoundPlace | undefined> {
  return id === undefined || id === '' ? undefined : findPlace(ctx, id);
}

/** The person as the dispatcher wants to know them. */
export function speakerOf({ actor }: AtConsole, place: FoundPlace | undefined): Speaker {
  return {
    userId: actor.userId,
    via: 'console',
    ...(place && { place: placeOf(place) }),
    ...(place?.incidentNumber == null ? {} : { incident: `INC-${place.incidentNumber}` }),
    ...(actor.ip === undefined ? {} : { ip: actor.ip }),
  };
}
