import { z } from 'zod';
import { notificationsCard } from '../../src/chat/cards/notifications.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { findInside } from '../../src/domain/incidents/find.ts';
import { notificationsOf } from '../../src/domain/incidents/notifications-of.ts';
import { policiesOf } from '../../src/domain/incidents/policies-of.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const notifications = command({
  description: 'commands.incident_notifications', title: 'titles.incident_notifications',
  needs: 'view_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const it = await findInside(ask.ctx, ref);
    return { kind: 'card', card: notificationsCard(shortId(it), await notificationsOf(ask.ctx, it.id), ask, { policies: await policiesOf(ask.ctx, it.id) }), private: true };
  },
});
