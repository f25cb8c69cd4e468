import { z } from 'zod';
import { notificationsCard } from '../../src/chat/cards/notifications.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { findInside } from '../../src/domain/incidents/find.ts';
import { notificationsOf } from '../../src/domain/incidents/notifications-of.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

/** Who was paged: what `/page` answers, drawn anew whenever it changes. */
export const paged = command({
  description: 'commands.incident_paged',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const it = await findInside(ask.ctx, ref);
    const pages = (await notificationsOf(ask.ctx, it.id)).filter((told) => told.purpose === 'page');
    return { kind: 'card', card: notificationsCard(shortId(it), pages, ask, { heading: ask.say('cards.who_was_told') }), private: true };
  },
});
