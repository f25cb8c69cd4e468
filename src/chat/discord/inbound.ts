import type { Sql } from '../../db/client.ts';
import { sayIn } from '../../texts/say.ts';
import { followAnswers } from '../follow.ts';
import { trackWork } from '../in-hand.ts';
import { onceOver } from '../once.ts';
import type { Health } from '../platform.ts';
import { resumeDoings } from '../resume.ts';
import type { Sealer } from '../../secrets.ts';
import type { Interaction } from './asked.ts';
import { discordDirects } from './direct.ts';
import type { Gateway, GatewayHooks } from './gateway.ts';
import type { Incoming } from './incoming.ts';
import { lastingGateway } from './lasting-gateway.ts';
import { answersForLater } from './later.ts';
import { oneHolder } from './one-holder.ts';
import { sessionStarts } from './session-starts.ts';
import { take, takeAgain } from './take.ts';

/** What is in hand when we stop may take so long. */
const patienceMs = 5000;

export interface InboundParts extends Omit<Incoming, 'once' | 'follow' | 'directs' | 'later'> {
  /** A pool of one connection, for nothing but knowing which replica holds the gateway. */
  own: Sql;
  /** What happens in the server besides interactions. */
  hooks: Omit<GatewayHooks, 'interaction'>;
  sealer: Sealer;
  /** Our number among the replicas. */
  replica?: number;
  /** When a refused token is first tried again; milliseconds. */
  tokenAgainMs?: number | undefined;
}
/** Everything that Discord sends us. */
export interface Inbound {
  /** The way in; whether Discord can be spoken to is what `Discord.health` says. */
  health(): Health;
  /** Carries out what processes that fell had taken and not finished. Never rejects. */
  resume(): Promise<void>;
  /** Takes nothing more, lets another replica take over, and lets what is in hand finish. */
  stop(): Promise<void>;
}

/** Listens to Discord on exactly one of all replicas. Never fails because of Discord: what is wrong is told by `health` and tried again. */
export function startInbound({ own, hooks, tokenAgainMs, ...parts }: InboundParts): Inbound {
  const { discord, log } = parts;
  const { settings } = discord;
  const say = sayIn(parts.language);
  const work = trackWork();
  const follow = followAnswers(parts);
  const incoming: Incoming = { ...parts, once: onceOver('discord', parts), follow, directs: discordDirects(parts), later: answersForLater(parts) };
  const starts = sessionStarts(discord);
  let gateway: Gateway | undefined;
  let leaving: Promise<unknown> = Promise.resolve();

  const held = (): void => {
    gateway = lastingGateway({ discord, starts, log, say, firstMs: tokenAgainMs, hooks: { ...hooks, interaction: (it) => work.track(take(incoming, it)) } });
  };
  const lost = (): void => {
    const last = gateway;
    gateway = undefined;
    leaving = Promise.allSettled([leaving, last?.stop()]);
  };
  const holder = oneHolder({ own, key: `discord ${settings.guildId}`, log, held, lost });
  const resume = (): Promise<void> => resumeDoings<Interaction>(incoming, work, (wanted, doing) => takeAgain(incoming, wanted, doing));
  work.track(resume());

  return {
    resume,
    health: () => gateway?.health() ?? { ok: true, detail: say('discordIncoming.line_elsewhere') },
    async stop() {
      await holder.stop();
      await leaving;
      await work.drain(patienceMs);
      await follow.stop();
    },
  };
}
