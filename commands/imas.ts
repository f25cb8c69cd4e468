import type { Commands } from '../src/chat/commands.ts';
import { help } from './imas/help.ts';
import { imasStatus } from './imas/status.ts';
import { imasSetup } from './imas/setup.ts';
import { imasSetupDiscord } from './imas/setup-discord.ts';
import { imasSetupSlack } from './imas/setup-slack.ts';
import { imasLink } from './imas/link.ts';
import { imasSettings } from './imas/settings.ts';
import { imasAudit } from './imas/audit.ts';
import { imasJobs } from './imas/jobs.ts';
import { imasDeadLetters } from './imas/dead-letters.ts';
import { imasSimulate } from './imas/simulate.ts';

/** Every command of `/imas`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const imasCommands: Commands = {
  'imas/help': help,
  'imas/status': imasStatus,
  'imas/setup': imasSetup,
  'imas/setup-slack': imasSetupSlack,
  'imas/setup-discord': imasSetupDiscord,
  'imas/link': imasLink,
  'imas/settings': imasSettings,
  'imas/audit': imasAudit,
  'imas/jobs': imasJobs,
  'imas/dead-letters': imasDeadLetters,
  'imas/simulate': imasSimulate,
};
