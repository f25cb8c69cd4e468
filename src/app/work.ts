import type { Context } from '../context.ts';
import { escalate } from '../domain/escalation/when-due.ts';
import { answerBy, leadUnseen, quiet, stormEnd, unmute, unsnooze } from '../domain/incidents/when-due.ts';
import { callResult as callEnded, readReplies as repliesDue } from '../domain/notifications/ask-vendors.ts';
import { nudge } from '../domain/notifications/nudge.ts';
import { stillOnIt } from '../domain/notifications/still-on-it.ts';
import { tapsDue } from '../domain/notifications/await-taps.ts';
import { standByDue } from '../domain/rooms/stand-by-due.ts';
import { coverDue } from '../domain/turns/cover-due.ts';
import { handoverUnseen } from '../domain/turns/handover-unseen.ts';
import { turnsDue } from '../domain/turns/turns-due.ts';
import type { Delivering } from '../jobs/delivering.ts';
import { answerMessage } from '../jobs/handlers/answer-message.ts';
import { askAccess } from '../jobs/handlers/ask-access.ts';
import { askResolve } from '../jobs/handlers/ask-resolve.ts';
import { askStill } from '../jobs/handlers/ask-still.ts';
import { catchUpCards } from '../jobs/handlers/catch-up-cards.ts';
import { callResult } from '../jobs/handlers/call-result.ts';
import { closeRoom } from '../jobs/handlers/close-room.ts';
import type { Deliveries } from '../jobs/handlers/deliver.ts';
import { furnishRoom } from '../jobs/handlers/furnish-room.ts';
import { hideRoom } from '../jobs/handlers/hide-room.ts';
import { inviteToRoom } from '../jobs/handlers/invite-to-room.ts';
import { openRoom } from '../jobs/handlers/open-room.ts';
import { pinCard } from '../jobs/handlers/pin-card.ts';
import { standBy } from '../jobs/handlers/stand-by.ts';
import { tellMoved } from '../jobs/handlers/tell-moved.ts';
import { tellPeopleMoved } from '../jobs/handlers/tell-people-moved.ts';
import { postBulletin } from '../jobs/handlers/post-bulletin.ts';
import { postCards } from '../jobs/handlers/post-cards.ts';
import { readReplies } from '../jobs/handlers/read-replies.ts';
import { redrawCards } from '../jobs/handlers/redraw-cards.ts';
import { stormCard } from '../jobs/handlers/storm-card.ts';
import { syncUserGroup } from '../jobs/handlers/sync-user-group.ts';
import { tellAccess } from '../jobs/handlers/tell-access.ts';
import { tellLinked } from '../jobs/handlers/tell-linked.ts';
import { tellAcknowledged, tellResolved } from '../jobs/handlers/tell-all-clear.ts';
import { readTaps } from '../jobs/handlers/read-taps.ts';
import { tellOutside } from '../jobs/handlers/tell-outside.ts';
import { tellChannel } from '../jobs/handlers/tell-channel.ts';
import { tellThere } from '../jobs/handlers/tell-there.ts';
import { updateCards } from '../jobs/handlers/update-cards.ts';
import { drawers } from '../jobs/bulletins.ts';
import type { LettingIn } from '../jobs/letting-in.ts';
import type { Posting } from '../jobs/opening.ts';
import type { Handlers, Runner } from '../jobs/runner.ts';
import type { ScheduledTools } from '../jobs/handlers/scheduled.ts';
import { applySchedules, noting } from '../jobs/schedules.ts';
import type { TimerHandlers } from '../jobs/timer-loop.ts';
import { scheduled } from './ports.ts';

/** The list of jobs and who handles them. */
export function makeHandlers(posting: Posting, delivering: Delivering, deliveries: Deliveries, schedules: ScheduledTools & { runner: Runner; timeZone: string }, lettingIn: LettingIn): Handlers {
  const net = noting('check-pending-escalations', scheduled['check-pending-escalations'], schedules);
  return {
    'post-cards': postCards(posting),
    'open-room': openRoom(posting),
    'stand-by': standBy(posting),
    'tell-moved': tellMoved(posting),
    'tell-people-moved': tellPeopleMoved(posting),
    'close-room': closeRoom(posting),
    'furnish-room': furnishRoom(posting),
    'hide-room': hideRoom(posting),
    'invite-to-room': inviteToRoom(posting),
    'pin-card': pinCard(posting),
    'update-cards': updateCards(posting),
    'redraw-cards': redrawCards(posting),
    'catch-up-cards': catchUpCards(posting),
    'storm-card': stormCard(posting),
    'ask-resolve': askResolve(posting),
    'ask-still': askStill(posting),
    'tell-channel': tellChannel(posting),
    'answer-message': answerMessage(posting, lettingIn),
    'ask-access': askAccess(posting, lettingIn),
    'tell-access': tellAccess(posting, lettingIn),
    'tell-linked': tellLinked(posting, lettingIn),
    'sync-user-group': syncUserGroup(posting),
    'post-bulletin': postBulletin({ posting, lettingIn, drawers }),
    'tell-acknowledged': tellAcknowledged,
    'tell-resolved': tellResolved,
    'tell-outside': tellOutside,
    'read-taps': readTaps(delivering),
    deliver: deliveries.byJob,
    'read-replies': readReplies(delivering),
    'call-result': callResult(delivering),
    'tell-there': tellThere(delivering, posting),
    'check-pending-escalations': async (ctx: Context, payload) => {
      await net(ctx, payload);
      // Settings of the schedules may have changed on any replica.
      await applySchedules(ctx, schedules.runner, schedules.timeZone);
    },
    'send-unacknowledged-reminders': noting('send-unacknowledged-reminders', scheduled['send-unacknowledged-reminders'], schedules),
    'cleanup-stale-war-rooms': noting('cleanup-stale-war-rooms', scheduled['cleanup-stale-war-rooms'], schedules),
    'check-on-call': noting('check-on-call', scheduled['check-on-call'], schedules),
    'purge-raw-posts': noting('purge-raw-posts', scheduled['purge-raw-posts'], schedules),
  };
}

/** The list of due moments and who handles them. */
export const timerHandlers: TimerHandlers = { escalate, nudge, unmute, unsnooze, quiet, 'still-on-it': stillOnIt, 'lead-unseen': leadUnseen, 'answer-by': answerBy, 'storm-end': stormEnd, turns: turnsDue, 'read-taps': tapsDue, 'read-replies': repliesDue, 'call-result': callEnded, 'handover-unseen': handoverUnseen, 'cover-due': coverDue, 'stand-by': standByDue };
