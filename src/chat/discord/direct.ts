import type { Sql } from '../../db/client.ts';
import { directsOf, type Directs } from '../directs.ts';
import type { Discord } from './rest.ts';

/** Direct conversations as Discord opens them; it does not say there whether somebody takes what is said in them. */
export const discordDirects = ({ discord, sql }: { discord: Pick<Discord, 'call'>; sql: Sql }): Directs =>
  directsOf('discord', sql, async (recipient, lane) => (await discord.call<{ id: string }>('POST', '/users/@me/channels', { body: { recipient_id: recipient }, lane })).id);
