import type { Commands } from '../src/chat/commands.ts';
import { accessCommands } from './access.ts';
import { escalationCommands } from './escalation.ts';
import { imasCommands } from './imas.ts';
import { incidentCommands } from './incident.ts';
import { oncallCommands } from './oncall.ts';
import { pageCommands } from './page.ts';
import { providerCommands } from './provider.ts';
import { ruleCommands } from './rule.ts';
import { serviceCommands } from './service.ts';
import { sourceCommands } from './source.ts';
import { teamCommands } from './team.ts';
import { tokenCommands } from './token.ts';
import { userCommands } from './user.ts';

/** Every command, by its root, in the order in which help lists them. */
export const commands: Commands = {
  ...incidentCommands,
  ...pageCommands,
  ...imasCommands,
  ...teamCommands,
  ...serviceCommands,
  ...oncallCommands,
  ...escalationCommands,
  ...sourceCommands,
  ...ruleCommands,
  ...providerCommands,
  ...userCommands,
  ...tokenCommands,
  ...accessCommands,
};
