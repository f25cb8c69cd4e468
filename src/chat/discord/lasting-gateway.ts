import { DiscordFault } from './faults.ts';
import { openGateway, type Gateway } from './gateway.ts';
import type { Discord } from './rest.ts';

/** A refused token is tried again by a plain call, first after so long; milliseconds. */
const usualMs = 6000;
/** Ever later, should the gateway go on refusing a token that calls are taken with: never a loop. */
const longestMs = 10 * 60_000;

type GatewayParts = Parameters<typeof openGateway>[0];

/**
 * The gateway, and a new one whenever a token that it refused (4004) is taken again by a plain call: it was Discord's own trouble, or
 * the token was allowed again. New settings open one of their own.
 */
export function lastingGateway({ discord, hooks, firstMs = usualMs, ...parts }: Omit<GatewayParts, 'settings'> & { discord: Pick<Discord, 'call' | 'settings'>; firstMs?: number | undefined }): Gateway {
  let ms = firstMs;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => { timer = setTimeout(() => void ask(), ms).unref(); };
  const open = (): Gateway => openGateway({
    ...parts, settings: discord.settings,
    hooks: {
      ...hooks,
      ready(isThere) {
        ms = firstMs;
        hooks.ready(isThere);
      },
      refused(fault) {
        hooks.refused(fault);
        if (fault.code === 'bad_token' && !isOver) later();
      },
    },
  });
  const ask = async (): Promise<void> => {
    const works = await discord.call('GET', '/users/@me', { lane: 'chores' }).then(() => true, (error: unknown) => {
      // Nobody is there to hear of it: it would end the process.
      if (!(error instanceof DiscordFault)) parts.log.warn({ err: error }, 'it could not be asked whether Discord takes the token again');
      return false;
    });
    if (isOver) return;
    if (!works) return later();
    ms = Math.min(longestMs, ms * 2);
    parts.log.info('Discord takes the token again; the gateway is opened anew');
    gateway = open();
  };
  let gateway = open();
  return {
    health: () => gateway.health(),
    async stop() {
      isOver = true;
      clearTimeout(timer);
      await gateway.stop();
    },
  };
}
