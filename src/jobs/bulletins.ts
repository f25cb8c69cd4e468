import { checkCard } from '../chat/cards/check.ts';
import { coverCard } from '../chat/cards/cover.ts';
import { handoverCard } from '../chat/cards/handover.ts';
import { nightFound } from '../domain/escalation/preflight/check-nightly.ts';
import { checkedDays } from '../domain/escalation/preflight/check-on-call.ts';
import { coverFacts } from '../domain/turns/cover-facts.ts';
import { handoverFacts } from '../domain/turns/handover-facts.ts';
import type { Drawers } from './bulletin.ts';

/** How each kind of bulletin is drawn; one line each. */
export const drawers: Drawers = {
  async check(ctx, { subject }, draw) {
    const found = await nightFound(ctx, subject);
    return found && checkCard(draw, { about: found.team, findings: found.findings, days: checkedDays, wasMore: true });
  },
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
