import type { Carry } from './render/modal.ts';

/** Who asked something in Slack, where, and by which ways they can be answered. */
export interface Asked {
  /** Slack's id of whoever asked. */
  userId: string;
  teamId?: string;
  channel?: string;
  /** Between them and us alone. */
  isDirect?: boolean;
  /** The thread in which it was asked. */
  thread?: string;
  /** The message whose button was pressed, if others see it too. */
  message?: string;
  /** Good for half an hour and five answers. */
  responseUrl?: string;
  /** Opens one modal within three seconds. */
  trigger?: string;
}

interface Ids { id?: string }
/** The members that all of Slack's interactions share; every one may be missing. */
export interface Interaction {
  type?: string;
  user?: Ids & { team_id?: string; name?: string; username?: string };
  team?: Ids | null;
  channel?: Ids & { name?: string };
  container?: { type?: string; channel_id?: string; message_ts?: string; thread_ts?: string; is_ephemeral?: boolean };
  message?: { ts?: string; thread_ts?: string; text?: string; user?: string; bot_id?: string };
  message_ts?: string;
  response_url?: string;
  trigger_id?: string;
}
/** A slash command as Slack posts it. */
export interface SlashCommand { command: string; text?: string; user_id: string; team_id?: string; channel_id?: string; channel_name?: string; response_url?: string; trigger_id?: string; thread_ts?: string }

const given = <T extends object>(members: { [K in keyof T]: T[K] | undefined }): T => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== '')) as T;

/** Where a click, a shortcut or a modal comes from. */
export function askedByInteraction(body: Interaction): Asked {
  const { container } = body;
  const isEphemeral = container?.is_ephemeral === true;
  return given<Asked>({
    userId: body.user?.id ?? '', teamId: body.user?.team_id ?? body.team?.id,
    channel: body.channel?.id ?? container?.channel_id, isDirect: body.channel?.name === 'directmessage' ? true : undefined,
    thread: container?.thread_ts ?? body.message?.thread_ts,
    message: isEphemeral ? undefined : container?.message_ts ?? body.message?.ts,
    responseUrl: body.response_url, trigger: body.trigger_id,
  });
}
/** Where a slash command comes from. */
export const askedByCommand = (body: SlashCommand): Asked => given<Asked>({
  userId: body.user_id, teamId: body.team_id, channel: body.channel_id, isDirect: body.channel_name === 'directmessage' ? true : undefined,
  thread: body.thread_ts, responseUrl: body.response_url, trigger: body.trigger_id,
});
/** What a modal remembers of where it was asked for. */
export const carryOf = ({ channel, thread, responseUrl, message }: Asked): Carry => given<Carry>({ channel, thread, responseUrl, message });
/** Where a submitted modal was asked for. */
export const askedByModal = (body: Interaction, carry: Carry): Asked => ({ ...given<Asked>({ userId: body.user?.id ?? '', teamId: body.user?.team_id ?? body.team?.id, trigger: body.trigger_id }), ...carry });
