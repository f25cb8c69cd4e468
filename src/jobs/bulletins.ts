import { coverCard } from '../chat/cards/cover.ts';
import { handoverCard } from '../chat/cards/handover.ts';
import { coverFacts } from '../domain/turns/cover-facts.ts';
import { handoverFacts } from '../domain/turns/handover-facts.ts';
import type { Drawers } from './bulletin.ts';

/** How each kind of bulletin is drawn; one line each. */
export const drawers: Drawers = {
  async handover(ctx, { subject }, draw) {
    const facts = await handoverFacts(ctx, subject);
    return facts && handoverCard(facts, draw);
  },
  async cover(ctx, { subject }, draw) {
    const [groupId, teamId] = subject.split(':') as [string, string];
    const [facts] = await coverFacts(ctx, groupId, teamId);
    return facts && coverCard(facts, draw);
  },
};
