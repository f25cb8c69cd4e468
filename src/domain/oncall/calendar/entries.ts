import { createHash } from 'node:crypto';
import type { Turn } from '../plan.ts';

/** One turn as a calendar shows it; instants are epoch milliseconds. */
export interface Entry { uid: string; teamId: string; level: number; userId: string; pinned: boolean; from: number; to: number }
/** What a calendar shows, half-open. `known` is as far back as the turns were computed: what begins there began earlier. */
export interface Span { known: number; from: number; to: number; now: number }

/**
 * The turns of a team as entries whose names stay the same for as long as the turn exists, so that a calendar program
 * moves what was moved instead of showing it twice (RFC 5545 §3.8.4.7). A pin has no past: nothing tells when it was made.
 */
export function entriesOf(teamId: string, turns: readonly Turn[], span: Span): Entry[] {
  return turns.flatMap((turn): Entry[] => {
    const pinned = turn.by.by === 'pin';
    const rule = turn.by.by === 'pin' ? 'pin' : turn.by.id;
    // Calendars count in whole seconds: what began and ended within one is no event.
    const from = pinned ? Math.max(turn.from, startOfDay(span.now)) : turn.from;
    const to = Math.min(turn.to, span.to);
    if (to <= Math.max(from, span.from) || second(from) === second(to)) return [];
    const began = pinned || turn.from <= span.known ? 'ongoing' : new Date(turn.from).toISOString();
    return [{ uid: nameOf([teamId, String(turn.level), turn.userId, rule, began]), teamId, level: turn.level, userId: turn.userId, pinned, from, to }];
  });
}

const second = (at: number): number => Math.floor(at / 1000);
const startOfDay = (at: number): number => at - (((at % 86_400_000) + 86_400_000) % 86_400_000);
const nameOf = (parts: readonly string[]): string => `${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)}@imas-manager`;
