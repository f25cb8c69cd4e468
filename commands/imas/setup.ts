import { z } from 'zod';
import { listTeams } from '../../src/domain/people/list-teams.ts';
import { listServices } from '../../src/domain/services/list-services.ts';
import { arrivalOf } from '../../src/domain/sources/first-alert.ts';
import { listSources } from '../../src/domain/sources/find-source.ts';
import { snippetFor } from '../../src/domain/sources/snippet-for.ts';
import { demand } from '../../src/permissions.ts';
import type { Answer, Field } from '../../src/chat/card.ts';
import { setupCard } from '../../src/chat/cards/setup.ts';
import { snippetBlocks } from '../../src/chat/cards/source.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { sourceKinds } from '../../src/chat/known/sources.ts';
import { boolean, optional, service, source, team, text } from '../../src/chat/options.ts';
import { onCallName, setupService, setupSource, setupTeam } from '../../src/chat/setup-steps.ts';

/** One form after the other: each names what is there or makes what is not. */
export const imasSetup = command({
  description: 'imasCommands.setup', title: 'titles.imas_setup', needs: 'add_source', submit: 'imasCommands.continue',
  options: z.object({
    team: optional(team({ named: true })), service: optional(service({ named: true })), source: optional(source({ named: true })),
    kind: optional(text({ known: sourceKinds, label: 'sourceCommands.kind', named: true, max: 40 })),
    test: optional(boolean({ label: 'imasCommands.send_test', named: true })),
  }),
  async run(ask, options) {
    const { ctx, ports } = ask;
    demand(ctx, 'add_source');
    if (options.team === undefined) return step(ask, 1, {}, (await listTeams(ctx)).rows.filter((it) => !it.isTriage).map((it) => it.name));
    const own = await setupTeam(ctx, options.team, ask.timeZone);
    if (options.service === undefined) return step(ask, 2, { team: own.name }, (await listServices(ctx, { teamId: own.id })).map((it) => it.name));
    const made = await setupService(ctx, options.service, own.id);
    const sources = (await listSources(ctx)).map((it) => it.name);
    const isNew = options.source !== undefined && !sources.some((name) => name.toLowerCase() === options.source?.trim().toLowerCase());
    if (options.source === undefined || (isNew && options.kind === undefined)) return step(ask, 3, { team: own.name, service: made.name }, sources, options.source);

    const { source: door, token } = await setupSource(ctx, options.source, options.kind ?? '', own.id, ports);
    const tested = options.test === true ? await ports.sendTestAlert(door.id, made.name) : undefined;
    const snippet = token === undefined ? [] : snippetBlocks(ask, snippetFor(door, ports.baseUrl, token, ports.sourceKinds), token);
    const card = setupCard(ask, { team: own.name, service: made.name, source: door.name, onCall: await onCallName(ctx, own.id), snippet, arrival: await arrivalOf(ctx, door.id), tested });
    return { kind: 'card', card, private: true };
  },
});

const names = ['team', 'service', 'source'] as const;

function step({ say, ports }: Ask, at: 1 | 2 | 3, args: Record<string, string>, there: readonly string[], value?: string): Answer {
  const name = names[at - 1]!;
  const kinds = ports.sourceKinds.map((kind) => ({ value: kind.kind, label: kind.label }));
  const first: Field = {
    name, label: say(`imasCommands.step_${name}`), kind: 'text', required: true, ...(value === undefined ? {} : { value }),
    help: there.length === 0 ? say('imasCommands.help_new') : say('imasCommands.help_pick', { names: there.slice(0, 10).join(', ') }),
  };
  return {
    kind: 'form', form: {
      title: say('imasCommands.setup_step', { n: at, what: first.label }), command: 'imas/setup', args, intro: say(`imasCommands.intro_${name}`), submit: say('imasCommands.continue'),
      fields: at === 3 ? [first, { name: 'kind', label: say('sourceCommands.kind'), kind: 'choice', required: true, choices: kinds }] : [first],
    },
  };
}
