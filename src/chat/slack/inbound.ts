import type { Language } from '../../texts/say.ts';
import { sayIn } from '../../texts/say.ts';
import type { Health } from '../platform.ts';
import { slackDirects } from './direct.ts';
import { takeAgain, type Wanted } from './take-again.ts';
import { followAnswers } from '../follow.ts';
import type { Hooks } from './hooks.ts';
import type { Incoming } from './incoming.ts';
import type { Sealer } from '../../secrets.ts';
import { onceOver } from '../once.ts';
import { resumeDoings } from '../resume.ts';
import type { SignedRequest } from './signature.ts';
import { trackWork } from '../in-hand.ts';

/** What is in hand when we stop may take so long. */
const patienceMs = 5000;

export interface InboundParts extends Omit<Incoming, 'once' | 'follow' | 'directs'> { hooks?: Hooks; sealer: Sealer; /** Our number among the replicas. */ replica?: number }
/** Everything that Slack sends us. */
export interface Inbound {
  /** One request at `POST /slack/events`: body as it came, and its headers. Never rejects. */
  handle(request: SignedRequest): Promise<Response>;
  /** Carries out what processes that fell had taken and not finished. Never rejects. */
  resume(): Promise<void>;
  /** The way in; whether Slack can be spoken to is what `Slack.health` says. */
  health(): Health;
  /** Takes nothing more, and lets what is in hand finish. */
  stop(): Promise<void>;
}

/**
 * Listens to Slack: by Socket Mode when there is an app token, else by HTTP. Never fails because of Slack: a wrong token
 * or an unreachable Slack is told by `health` and tried again.
 */
export async function startInbound({ hooks = {}, ...parts }: InboundParts): Promise<Inbound> {
  // 350 ms and 30 MB that nobody pays who has no Slack.
  const { connectBolt } = await import('./bolt.ts');
  const work = trackWork();
  const follow = followAnswers(parts);
  const incoming: Incoming = { ...parts, once: onceOver('slack', parts), directs: slackDirects(parts), follow };
  const way = connectBolt(incoming, hooks, work);
  const resume = (): Promise<void> => resumeDoings<Wanted>(incoming, work, (wanted, doing) => takeAgain(incoming, hooks, wanted, doing));
  const { signingSecrets } = parts.slack.settings;
  let isStopping = false;
  if ('socket' in way) way.socket.start();
  work.track(resume());

  return {
    resume,
    async handle(request) {
      if (isStopping) return refusal(parts.language, 'slackIncoming.stopping');
      return 'http' in way ? way.http.handle(request) : refusal(parts.language, 'slackIncoming.by_socket');
    },
    health() {
      if ('socket' in way) return way.socket.health();
      return signingSecrets.length > 0 ? { ok: true, detail: 'HTTP' } : { ok: false, detail: sayIn(parts.language)('slackIncoming.no_secret') };
    },
    async stop() {
      isStopping = true;
      if ('socket' in way) await way.socket.stop();
      await work.drain(patienceMs);
      await follow.stop();
    },
  };
}

const refusal = (language: Language, key: 'slackIncoming.stopping' | 'slackIncoming.by_socket'): Response =>
  new Response(sayIn(language)(key), { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } });
