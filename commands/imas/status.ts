import { z } from 'zod';
import { listDead, retryDead } from '../../src/domain/notifications/retry-dead.ts';
import { listGroupFaults } from '../../src/domain/oncall/group-faults.ts';
import { listSettings } from '../../src/domain/settings/list-settings.ts';
import { demand, may } from '../../src/permissions.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { refusingPlaces } from '../../src/chat/posted/refusing-places.ts';
import { statusCard } from '../../src/chat/cards/status.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, optional } from '../../src/chat/options.ts';

export const imasStatus = command({
  description: 'imasCommands.status', needs: 'view_team',
  options: z.object({ retry: optional(boolean({ label: 'imasCommands.retry', help: 'imasCommands.help_retry', named: true })) }),
  async run(ask, { retry }) {
    demand(ask.ctx, 'view_team');
    if (retry === true) {
      const n = await retryDead(ask.ctx);
      return done(ask.say('imasCommands.retried', { n }), { actions: button(ask, 'imas/status', 'imasCommands.look_again') });
    }
    const { actor } = ask.ctx;
    const report = await ask.ports.health();
    const dead = report.deadLetters > 0 && may(actor, 'run_maintenance') ? await listDead(ask.ctx) : [];
    const refusing = may(actor, 'view_provider') ? await refusingPlaces(ask.ctx) : [];
    const groups = may(actor, 'view_provider') ? await listGroupFaults(ask.ctx) : [];
    const noServer = ask.ports.namesNoServer && !report.platforms.some(({ name }) => name === 'discord');
    const settings = (await listSettings(ask.ctx)).length;
    return { kind: 'card', card: statusCard(ask, report, { providers: may(actor, 'view_provider'), refusing, groups, noServer, dead, settings, mayConnect: may(actor, 'add_provider') }), private: true };
  },
});
