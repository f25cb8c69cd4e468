import type { Commands } from '../src/chat/commands.ts';
import { list as incidentList } from './incident/list.ts';
import { declare as incidentDeclare, declareNew as incidentDeclareNew } from './incident/declare.ts';
import { declareFrom as incidentDeclareFrom } from './incident/declare-from.ts';
import { addMessage as incidentAddMessage } from './incident/add-message.ts';
import { removeMessage as incidentRemoveMessage } from './incident/remove-message.ts';
import { show as incidentShow } from './incident/show.ts';
import { ack as incidentAck } from './incident/ack.ts';
import { unack as incidentUnack } from './incident/unack.ts';
import { mitigate as incidentMitigate } from './incident/mitigate.ts';
import { resolve as incidentResolve } from './incident/resolve.ts';
import { reopen as incidentReopen } from './incident/reopen.ts';
import { severity as incidentSeverity } from './incident/severity.ts';
import { lead as incidentLead } from './incident/lead.ts';
import { assign as incidentAssign } from './incident/assign.ts';
import { edit as incidentEdit } from './incident/edit.ts';
import { note as incidentNote } from './incident/note.ts';
import { page as incidentPage } from './incident/page.ts';
import { escalate as incidentEscalate } from './incident/escalate.ts';
import { snooze as incidentSnooze } from './incident/snooze.ts';
import { merge as incidentMerge } from './incident/merge.ts';
import { unmerge as incidentUnmerge } from './incident/unmerge.ts';
import { timeline as incidentTimeline } from './incident/timeline.ts';
import { notifications as incidentNotifications } from './incident/notifications.ts';
import { keepRoom as incidentKeepRoom } from './incident/keep-room.ts';
import { room as incidentRoom } from './incident/room.ts';
import { ackAll as incidentAckAll } from './incident/ack-all.ts';
import { cant as incidentCant } from './incident/cant.ts';
import { createService as incidentCreateService } from './incident/create-service.ts';
import { isService as incidentIsService } from './incident/is-service.ts';
import { join as incidentJoin } from './incident/join.ts';
import { keepOpen as incidentKeepOpen } from './incident/keep-open.ts';
import { paged as incidentPaged } from './incident/paged.ts';
import { takeOver as incidentTakeOver } from './incident/take-over.ts';
import { unmute as incidentUnmute } from './incident/unmute.ts';
import { why as incidentWhy } from './incident/why.ts';
import { still as incidentStill } from './incident/still.ts';
import { page } from './page/page.ts';
import { help as imasHelp } from './imas/help.ts';
import { teamList } from './team/list.ts';
import { teamShow } from './team/show.ts';
import { teamCreate } from './team/create.ts';
import { teamEdit } from './team/edit.ts';
import { teamMember } from './team/member.ts';
import { teamChannel } from './team/channel.ts';
import { teamDelete } from './team/delete.ts';
import { serviceList } from './service/list.ts';
import { serviceShow } from './service/show.ts';
import { serviceCreate } from './service/create.ts';
import { serviceEdit } from './service/edit.ts';
import { serviceAlias } from './service/alias.ts';
import { serviceDelete } from './service/delete.ts';
import { oncallWho } from './oncall/who.ts';
import { oncallSet } from './oncall/set.ts';
import { oncallRotate } from './oncall/rotate.ts';
import { oncallSchedule } from './oncall/schedule.ts';
import { oncallScheduleAdd } from './oncall/schedule-add.ts';
import { oncallScheduleEdit } from './oncall/schedule-edit.ts';
import { oncallScheduleRemove } from './oncall/schedule-remove.ts';
import { oncallRotation } from './oncall/rotation.ts';
import { oncallRotationCreate } from './oncall/rotation-create.ts';
import { oncallRotationEdit } from './oncall/rotation-edit.ts';
import { oncallRotationDelete } from './oncall/rotation-delete.ts';
import { oncallOverride } from './oncall/override.ts';
import { oncallOverrideList } from './oncall/override-list.ts';
import { oncallOverrideRemove } from './oncall/override-remove.ts';
import { oncallShifts } from './oncall/shifts.ts';
import { oncallHavePager } from './oncall/have-pager.ts';
import { oncallCover } from './oncall/cover.ts';
import { oncallAway } from './oncall/away.ts';
import { oncallTakeCover } from './oncall/take-cover.ts';
import { oncallWithdrawCover } from './oncall/withdraw-cover.ts';
import { oncallPicture } from './oncall/picture.ts';
import { oncallLoad } from './oncall/load.ts';
import { oncallCheck } from './oncall/check.ts';
import { oncallCalendar } from './oncall/calendar.ts';
import { escalationList } from './escalation/list.ts';
import { escalationShow } from './escalation/show.ts';
import { escalationCreate } from './escalation/create.ts';
import { escalationEdit } from './escalation/edit.ts';
import { escalationStep } from './escalation/step.ts';
import { escalationStepEdit } from './escalation/step-edit.ts';
import { escalationStepRemove } from './escalation/step-remove.ts';
import { escalationTest } from './escalation/test.ts';
import { escalationDelete } from './escalation/delete.ts';
import { sourceList } from './source/list.ts';
import { sourceShow } from './source/show.ts';
import { sourceCreate } from './source/create.ts';
import { sourceEdit } from './source/edit.ts';
import { sourceRotateToken } from './source/rotate-token.ts';
import { sourceDelete } from './source/delete.ts';
import { ruleList } from './rule/list.ts';
import { ruleAdd } from './rule/add.ts';
import { ruleMove } from './rule/move.ts';
import { ruleTest } from './rule/test.ts';
import { ruleRemove } from './rule/remove.ts';
import { providerList } from './provider/list.ts';
import { providerAdd } from './provider/add.ts';
import { providerEdit } from './provider/edit.ts';
import { providerTest } from './provider/test.ts';
import { providerEnable } from './provider/enable.ts';
import { providerDisable } from './provider/disable.ts';
import { providerRemove } from './provider/remove.ts';
import { userList } from './user/list.ts';
import { userShow } from './user/show.ts';
import { userAdd } from './user/add.ts';
import { phones } from './incident/phones.ts';
import { oncallTest } from './oncall/test.ts';
import { oncallTestShown } from './oncall/test-shown.ts';
import { oncallTestOk } from './oncall/test-ok.ts';
import { userRule } from './user/rule.ts';
import { userRole } from './user/role.ts';
import { userContact } from './user/contact.ts';
import { userLink } from './user/link.ts';
import { userDisable } from './user/disable.ts';
import { userEnable } from './user/enable.ts';
import { tokenList } from './token/list.ts';
import { tokenCreate } from './token/create.ts';
import { tokenRevoke } from './token/revoke.ts';
import { accessRequest } from './access/request.ts';
import { accessApprove } from './access/approve.ts';
import { accessDeny } from './access/deny.ts';
import { imasStatus } from './imas/status.ts';
import { imasSetup } from './imas/setup.ts';
import { imasSetupSlack } from './imas/setup-slack.ts';
import { imasLink } from './imas/link.ts';
import { imasSettings } from './imas/settings.ts';
import { imasAudit } from './imas/audit.ts';
import { imasJobs } from './imas/jobs.ts';
import { imasSimulate } from './imas/simulate.ts';

/** Every command, one line each: its file's path is the phrase. The first visible one of a root is what the bare root does. */
export const commands: Commands = {
  'incident/list': incidentList,
  'incident/declare': incidentDeclare,
  'incident/show': incidentShow,
  'incident/ack': incidentAck,
  'incident/unack': incidentUnack,
  'incident/mitigate': incidentMitigate,
  'incident/resolve': incidentResolve,
  'incident/reopen': incidentReopen,
  'incident/severity': incidentSeverity,
  'incident/lead': incidentLead,
  'incident/assign': incidentAssign,
  'incident/edit': incidentEdit,
  'incident/note': incidentNote,
  'incident/page': incidentPage,
  'incident/escalate': incidentEscalate,
  'incident/snooze': incidentSnooze,
  'incident/merge': incidentMerge,
  'incident/unmerge': incidentUnmerge,
  'incident/timeline': incidentTimeline,
  'incident/notifications': incidentNotifications,
  'incident/room': incidentRoom,
  'incident/keep-room': incidentKeepRoom,
  'incident/ack-all': incidentAckAll,
  'incident/cant': incidentCant,
  'incident/create-service': incidentCreateService,
  'incident/is-service': incidentIsService,
  'incident/join': incidentJoin,
  'incident/keep-open': incidentKeepOpen,
  'incident/paged': incidentPaged,
  'incident/take-over': incidentTakeOver,
  'incident/unmute': incidentUnmute,
  'incident/why': incidentWhy,
  'incident/still': incidentStill,
  'incident/declare-new': incidentDeclareNew,
  'incident/declare-from': incidentDeclareFrom,
  'incident/add-message': incidentAddMessage,
  'incident/remove-message': incidentRemoveMessage,
  'page/page': page,
  'imas/help': imasHelp,
  'team/list': teamList,
  'team/show': teamShow,
  'team/create': teamCreate,
  'team/edit': teamEdit,
  'team/member': teamMember,
  'team/channel': teamChannel,
  'team/delete': teamDelete,
  'service/list': serviceList,
  'service/show': serviceShow,
  'service/create': serviceCreate,
  'service/edit': serviceEdit,
  'service/alias': serviceAlias,
  'service/delete': serviceDelete,
  'oncall/who': oncallWho,
  'oncall/set': oncallSet,
  'oncall/rotate': oncallRotate,
  'oncall/schedule': oncallSchedule,
  'oncall/rotation': oncallRotation,
  'oncall/override': oncallOverride,
  'oncall/shifts': oncallShifts,
  'oncall/schedule-add': oncallScheduleAdd,
  'oncall/schedule-edit': oncallScheduleEdit,
  'oncall/schedule-remove': oncallScheduleRemove,
  'oncall/rotation-create': oncallRotationCreate,
  'oncall/rotation-edit': oncallRotationEdit,
  'oncall/rotation-delete': oncallRotationDelete,
  'oncall/override-list': oncallOverrideList,
  'oncall/override-remove': oncallOverrideRemove,
  'oncall/cover': oncallCover,
  'oncall/away': oncallAway,
  'oncall/have-pager': oncallHavePager,
  'oncall/take-cover': oncallTakeCover,
  'oncall/withdraw-cover': oncallWithdrawCover,
  'oncall/check': oncallCheck,
  'oncall/load': oncallLoad,
  'oncall/calendar': oncallCalendar,
  'oncall/picture': oncallPicture,
  'escalation/list': escalationList,
  'escalation/show': escalationShow,
  'escalation/create': escalationCreate,
  'escalation/edit': escalationEdit,
  'escalation/step': escalationStep,
  'escalation/step-edit': escalationStepEdit,
  'escalation/step-remove': escalationStepRemove,
  'escalation/test': escalationTest,
  'escalation/delete': escalationDelete,
  'source/list': sourceList,
  'source/show': sourceShow,
  'source/create': sourceCreate,
  'source/edit': sourceEdit,
  'source/rotate-token': sourceRotateToken,
  'source/delete': sourceDelete,
  'rule/list': ruleList,
  'rule/add': ruleAdd,
  'rule/move': ruleMove,
  'rule/test': ruleTest,
  'rule/remove': ruleRemove,
  'provider/list': providerList,
  'provider/add': providerAdd,
  'provider/edit': providerEdit,
  'provider/test': providerTest,
  'provider/enable': providerEnable,
  'provider/disable': providerDisable,
  'provider/remove': providerRemove,
  'user/list': userList,
  'user/show': userShow,
  'user/add': userAdd,
  'user/role': userRole,
  'oncall/test': oncallTest,
  'oncall/test-shown': oncallTestShown,
  'oncall/test-ok': oncallTestOk,
  'incident/phones': phones,
  'user/contact': userContact,
  'user/rule': userRule,
  'user/link': userLink,
  'user/disable': userDisable,
  'user/enable': userEnable,
  'token/list': tokenList,
  'token/create': tokenCreate,
  'token/revoke': tokenRevoke,
  'imas/status': imasStatus,
  'imas/setup': imasSetup,
  'imas/setup-slack': imasSetupSlack,
  'imas/link': imasLink,
  'imas/settings': imasSettings,
  'imas/audit': imasAudit,
  'imas/jobs': imasJobs,
  'imas/simulate': imasSimulate,
  'access/request': accessRequest,
  'access/approve': accessApprove,
  'access/deny': accessDeny,
};
