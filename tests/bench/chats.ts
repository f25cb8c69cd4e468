import type { Chat } from '../fakes/chats/chat.ts';
import { onDiscord } from '../fakes/chats/on-discord.ts';
import { onSlack } from '../fakes/chats/on-slack.ts';

/** A chat platform to be measured with. */
export interface Measured {
  name: string;
  on: () => Promise<Chat>;
  /** Alerts a second that each are an incident: every one is a card, every tenth a direct message and a room besides. */
  incidentsPerSecond: number;
}

export const slack: Measured = { name: 'Slack', on: () => onSlack(), incidentsPerSecond: 100 };
/** Discord takes fifty calls a second of a bot in all, and five messages in five seconds a channel: it keeps to that here, too. */
export const discord: Measured = { name: 'Discord', on: () => onDiscord({ rates: true }), incidentsPerSecond: 20 };
