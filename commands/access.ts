import type { Commands } from '../src/chat/commands.ts';
import { accessRequest } from './access/request.ts';
import { accessApprove } from './access/approve.ts';
import { accessDeny } from './access/deny.ts';

/** Every command of `/access`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const accessCommands: Commands = {
  'access/request': accessRequest,
  'access/approve': accessApprove,
  'access/deny': accessDeny,
};
