import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { Sealer } from '../../secrets.ts';
import { openActive } from './providers-for.ts';

/** Kinds whose row with a bot token is the configuration of a chat platform (spec §8), not a way to reach one person. */
export const platformKinds: readonly string[] = ['SLACK', 'DISCORD'];

/**
 * The settings in clear of the active row that configures a chat platform: the first by priority that has a bot
 * token (a Discord webhook has none) and whose secrets open.
 * Whoever serves the platform reads it again when told on the channel `imas_platforms`.
 * @throws AppError forbidden for anybody who may not change providers; the platform's start acts for the product
 */
export async function platformConfig(ctx: Context, kind: 'SLACK' | 'DISCORD', sealer: Pick<Sealer, 'open'>): Promise<Record<string, unknown> | undefined> {
  demand(ctx, 'change_provider');
  return (await openActive(ctx, [kind], sealer)).find(({ settings }) => settings['bot_token'] !== undefined)?.settings;
}
