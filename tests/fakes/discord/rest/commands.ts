import { checkCommands } from '../checks/commands.ts';
import { refuse } from '../refusal.ts';
import type { Command, Json, World } from '../state.ts';
import { type Asked, type Routes, guildOf } from './route.ts';

/** The whole list anew; a command that is there already keeps its id. */
function putAll(world: World, scope: string, given: readonly Json[]): Command[] {
  checkCommands(given);
  const before = world.commands.get(scope) ?? [];
  const commands = given.map((it): Command => {
    const type = Number(it['type'] ?? 1);
    const known = before.find((one) => one.type === type && one.name === it['name']);
    return {
      default_member_permissions: null, nsfw: false, dm_permission: true, contexts: null, integration_types: [0], description: '', ...it,
      id: known?.id ?? world.newId(), type, name: String(it['name']), version: world.newId(), application_id: world.applicationId, ...(scope !== 'global' && { guild_id: scope }),
    };
  });
  world.commands.set(scope, commands);
  world.changes.changed();
  return commands;
}

const own = ({ world, params }: Asked): void => {
  if (params['application'] !== world.applicationId) refuse(50_001);
};

export const commands: Routes = {
  'GET /applications/:application/commands': (asked) => (own(asked), asked.world.commands.get('global') ?? []),
  'PUT /applications/:application/commands': (asked) => (own(asked), putAll(asked.world, 'global', Object.values(asked.body) as Json[])),
  'GET /applications/:application/guilds/:guild/commands': (asked) => (own(asked), asked.world.commands.get(guildOf(asked).id) ?? []),
  'PUT /applications/:application/guilds/:guild/commands': (asked) => (own(asked), putAll(asked.world, guildOf(asked).id, Object.values(asked.body) as Json[])),
};
