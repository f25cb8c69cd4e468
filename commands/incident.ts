import type { Commands } from '../src/chat/commands.ts';
import { list } from './incident/list.ts';
import { declare, declareNew } from './incident/declare.ts';
import { show } from './incident/show.ts';
import { ack } from './incident/ack.ts';
import { unack } from './incident/unack.ts';
import { mitigate } from './incident/mitigate.ts';
import { resolve } from './incident/resolve.ts';
import { reopen } from './incident/reopen.ts';
import { severity } from './incident/severity.ts';
import { lead } from './incident/lead.ts';
import { assign } from './incident/assign.ts';
import { edit } from './incident/edit.ts';
import { note } from './incident/note.ts';
import { page } from './incident/page.ts';
import { escalate } from './incident/escalate.ts';
import { snooze } from './incident/snooze.ts';
import { merge } from './incident/merge.ts';
import { unmerge } from './incident/unmerge.ts';
import { timeline } from './incident/timeline.ts';
import { notifications } from './incident/notifications.ts';
import { room } from './incident/room.ts';
import { back } from './incident/back.ts';
import { keepRoom } from './incident/keep-room.ts';
import { ackAll } from './incident/ack-all.ts';
import { cant } from './incident/cant.ts';
import { createService } from './incident/create-service.ts';
import { isService } from './incident/is-service.ts';
import { join } from './incident/join.ts';
import { keepOpen } from './incident/keep-open.ts';
import { paged } from './incident/paged.ts';
import { takeOver } from './incident/take-over.ts';
import { unsnooze } from './incident/unsnooze.ts';
import { unmute } from './incident/unmute.ts';
import { why } from './incident/why.ts';
import { still } from './incident/still.ts';
import { declareFrom } from './incident/declare-from.ts';
import { addMessage } from './incident/add-message.ts';
import { removeMessage } from './incident/remove-message.ts';
import { phones } from './incident/phones.ts';

/** Every command of `/incident`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const incidentCommands: Commands = {
  'incident/list': list,
  'incident/declare': declare,
  'incident/show': show,
  'incident/ack': ack,
  'incident/unack': unack,
  'incident/mitigate': mitigate,
  'incident/resolve': resolve,
  'incident/reopen': reopen,
  'incident/severity': severity,
  'incident/lead': lead,
  'incident/assign': assign,
  'incident/edit': edit,
  'incident/note': note,
  'incident/page': page,
  'incident/escalate': escalate,
  'incident/snooze': snooze,
  'incident/merge': merge,
  'incident/unmerge': unmerge,
  'incident/timeline': timeline,
  'incident/notifications': notifications,
  'incident/room': room,
  'incident/back': back,
  'incident/keep-room': keepRoom,
  'incident/ack-all': ackAll,
  'incident/cant': cant,
  'incident/create-service': createService,
  'incident/is-service': isService,
  'incident/join': join,
  'incident/keep-open': keepOpen,
  'incident/paged': paged,
  'incident/take-over': takeOver,
  'incident/unmute': unmute,
  'incident/unsnooze': unsnooze,
  'incident/why': why,
  'incident/still': still,
  'incident/declare-new': declareNew,
  'incident/declare-from': declareFrom,
  'incident/add-message': addMessage,
  'incident/remove-message': removeMessage,
  'incident/phones': phones,
};
