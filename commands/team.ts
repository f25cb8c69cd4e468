import type { Commands } from '../src/chat/commands.ts';
import { teamList } from './team/list.ts';
import { teamShow } from './team/show.ts';
import { teamCreate } from './team/create.ts';
import { teamEdit } from './team/edit.ts';
import { teamMember } from './team/member.ts';
import { teamChannel } from './team/channel.ts';
import { teamDelete } from './team/delete.ts';

/** Every command of `/team`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const teamCommands: Commands = {
  'team/list': teamList,
  'team/show': teamShow,
  'team/create': teamCreate,
  'team/edit': teamEdit,
  'team/member': teamMember,
  'team/channel': teamChannel,
  'team/delete': teamDelete,
};
