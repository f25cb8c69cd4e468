import { z } from 'zod';
import { simulateAlerts, simulateService, type Simulated } from '../../src/domain/escalation/simulate.ts';
import { labelsSample } from '../../src/domain/sources/labels-sample.ts';
import { testRules } from '../../src/domain/sources/test-rules.ts';
import { invalid } from '../../src/errors.ts';
import { simulationCard } from '../../src/chat/cards/simulation.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { dateTime, longText, optional, service, severity, source } from '../../src/chat/options.ts';

/** `/imas simulate redis-prod sev2 tomorrow 03:00`, or an alert as its tool posts it. */
export const imasSimulate = command({
  description: 'escalationCommands.simulate', title: 'titles.imas_simulate', needs: 'view_escalation', asks: 'what to change', submit: 'escalationCommands.simulate_submit',
  options: z.object({
    service: optional(service()), severity: optional(severity()), at: optional(dateTime({ label: 'escalationCommands.at' })),
    source: optional(source({ help: 'escalationCommands.help_source', named: true })), alert: optional(longText({ label: 'escalationCommands.alert', help: 'sourceCommands.help_body', named: true, max: 20_000 })),
  }),
  async run(ask, { at, ...what }) {
    return { kind: 'card', card: simulationCard(ask, await simulate(ask, { ...what, at }), at), private: true };
  },
});

async function simulate({ ctx, ports }: Ask, { service: named, source: from, alert, ...supposing }: { service?: string | undefined; source?: string | undefined; alert?: string | undefined; severity?: string | undefined; at: Date | undefined }): Promise<readonly Simulated[]> {
  if (alert !== undefined) {
    if (from === undefined) throw needed('source', 'escalationCommands.which_source');
    const reader = /^\s*[{[]/.test(alert) ? ports : { readSample: async () => [labelsSample(alert)] };
    return simulateAlerts(ctx, await testRules(ctx, from, alert, reader), supposing);
  }
  if (named === undefined) throw needed('service', 'escalationCommands.which_service');
  return [await simulateService(ctx, named, supposing)];
}
const needed = (field: string, key: 'escalationCommands.which_source' | 'escalationCommands.which_service') => invalid(key, {}, { fields: { [field]: { key } } });
