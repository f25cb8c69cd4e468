import type { Context } from '../context.ts';
import type { Platforms } from '../chat/posted/copies.ts';
import type { PlatformName } from '../chat/platform.ts';
import type { FarPlatform, JobName, Jobs } from '../queue.ts';

/** Jobs of which every platform has a share. */
type Shared = { [N in JobName]: 'platform' extends keyof Jobs[N] ? (undefined extends Jobs[N]['platform'] ? N : never) : never }[JobName];

export const isFar = (name: PlatformName): name is FarPlatform => name !== 'console';
/** The platforms beside the console that are connected now. */
export const farPlatforms = (platforms: Platforms): FarPlatform[] => [...platforms.keys()].filter(isFar);

/** Sends each platform beside the console its share of a job. @param key one waiting job per key and platform */
export async function sendAfar<N extends Shared>(ctx: Context, platforms: Iterable<FarPlatform>, name: N, payload: Jobs[N], key: string): Promise<void> {
  for (const platform of platforms) await ctx.enqueue(name, { ...payload, platform }, { key: `${key}:${platform}` });
}
