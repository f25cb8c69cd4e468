import type { Job } from '../../queue.ts';

/** A card is brought up to date this long after the first alert that joins, so that a burst is one edit. */
export const cardDelaySeconds = 1;
/** From then on the job may have looked already. */
const mayHaveLookedMs = cardDelaySeconds * 1000 * 0.9;
/** For so long we count on a job that was sent: whoever does has the other half of its delay to commit what the card shall say. */
const countOnItMs = (cardDelaySeconds * 1000) / 2;

/**
 * Which cards will be brought up to date in a moment anyway. Under a flood each transaction touches the same incidents:
 * one job for each of them every half a second does, instead of one for every transaction.
 */
export interface CardsSoon {
  isComing(incidentId: string): boolean;
  /** Asked after a commit that counted on jobs: which of these may have looked before it, because the commit had to wait. */
  missed(incidentIds: readonly string[]): string[];
  /** Tells of committed jobs. @param since when their transaction was about to begin, by `performance.now()` */
  coming(incidentIds: readonly string[], since: number): void;
}

/** `carded`: a job to show them was sent; `relied`: one that was sent before will. */
export interface Carded { carded: string[]; relied: string[] }

export const cardJobs = (incidentIds: readonly string[]): Job[] => incidentIds.map((incidentId) => ({ name: 'update-cards', payload: { incidentId }, options: { key: incidentId, delaySeconds: cardDelaySeconds } }));

export function cardsSoon(): CardsSoon {
  /** In the order of their times: the oldest stand first. */
  const sent = new Map<string, number>();
  const isOver = (since: number): boolean => performance.now() - since > countOnItMs;
  return {
    isComing: (incidentId) => !isOver(sent.get(incidentId) ?? -Infinity),
    missed: (incidentIds) => incidentIds.filter((id) => performance.now() - (sent.get(id) ?? -Infinity) > mayHaveLookedMs),
    coming(incidentIds, since) {
      for (const [incidentId, before] of sent) {
        if (!isOver(before)) break;
        sent.delete(incidentId);
      }
      for (const incidentId of incidentIds) {
        sent.delete(incidentId);
        sent.set(incidentId, since);
      }
    },
  };
}
