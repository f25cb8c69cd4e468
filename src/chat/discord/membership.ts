import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DiscordFault } from './faults.ts';
import type { Discord } from './rest.ts';

/** Whoever presses a button waits for it: a Discord that takes longer is not waited for. */
const patienceMs = 1500;
const nobody = { isMember: false, roles: [] } as const;

/** Is somebody in our server, and with which roles? Who cannot be asked about has none. Never throws. */
export async function membershipOf({ discord, log }: { discord: Pick<Discord, 'call' | 'settings'>; log: Logger }, userId: string): Promise<{ isMember: boolean; roles: readonly string[] }> {
  try {
    const member = await Promise.race([discord.call<{ roles?: readonly string[] }>('GET', `/guilds/${discord.settings.guildId}/members/${userId}`, { lane: 'talk' }), sleep(patienceMs, undefined, { ref: false })]);
    if (member === undefined) log.info({ userId }, 'Discord takes its time to say which roles somebody has; they count as none');
    return member === undefined ? nobody : { isMember: true, roles: member.roles ?? [] };
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.key !== 'discord.user_gone') log.info({ err: error, userId }, 'Discord does not say which roles somebody has; they count as none');
    return nobody;
  }
}
