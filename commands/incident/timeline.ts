import { z } from 'zod';
import { timelineCard } from '../../src/chat/cards/timeline.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { findInside } from '../../src/domain/incidents/find.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { timelineOf } from '../../src/domain/incidents/timeline-of.ts';

export const timeline = command({
  description: 'commands.incident_timeline', title: 'titles.incident_timeline',
  needs: 'view_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const it = await findInside(ask.ctx, ref);
    return { kind: 'card', card: timelineCard(shortId(it), await timelineOf(ask.ctx, it.id), ask), private: true };
  },
});
