import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { alertmanagerBody } from '../world.ts';
import type { Random } from './random.ts';

type Alert = Parameters<typeof alertmanagerBody>[0][number] & { labels: { n: string } };

export interface Load {
  /** Fingerprints of alerts that were answered 2xx. */
  accepted: ReadonlySet<string>;
  /** Status → how many answers. */
  answers: ReadonlyMap<number, number>;
  /** Connections that failed or fell before an answer: when the request began, and why. */
  torn: readonly { began: number; why: string }[];
  /** Longest wait for a 2xx, in milliseconds. */
  slowest(): number;
  /** Where the server is from now on; undefined while it is away. */
  aim(url: string | undefined): void;
  /** Resolves once so many more were answered 2xx. */
  more(count: number): Promise<void>;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

/**
 * Posts alerts as several Alertmanagers would: new ones, repeats, all clears; whatever got no answer is sent again,
 * or, one time in two, never again.
 */
export function startLoad({ random, token, services, senders = 4, pauseMs = 100 }: { random: Random; token: string; services: readonly string[]; senders?: number; pauseMs?: number }): Load {
  const agent = new Agent({ connections: senders, headersTimeout: 20_000 });
  const accepted = new Set<string>();
  const answers = new Map<number, number>();
  const torn: { began: number; why: string }[] = [];
  const waiting: { count: number; wake: () => void }[] = [];
  let slowest = 0;
  let stopped = false;
  let url: string | undefined;
  let back = Promise.withResolvers<void>();

  /** @returns whether an answer came */
  const post = async (alerts: readonly Alert[]): Promise<boolean> => {
    const began = performance.now();
    try {
      const { statusCode, body } = await request(`${url}/api/v1/webhooks/alertmanager/`, { dispatcher: agent, method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(alertmanagerBody(alerts)) });
      await body.dump();
      answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
      if (statusCode < 200 || statusCode > 299) return true;
      slowest = Math.max(slowest, performance.now() - began);
      for (const { name, labels } of alerts) accepted.add(`fp${name}${labels.n}`);
      for (const one of waiting.splice(0)) {
        one.count -= alerts.length;
        if (one.count > 0) waiting.push(one);
        else one.wake();
      }
      return true;
    } catch (error) {
      torn.push({ began, why: (error as { code?: string }).code ?? (error as Error).message });
      return false;
    }
  };
  const send = async (chance: Random, sender: number): Promise<void> => {
    const mine: Alert[] = [];
    const fresh = (n: number): Alert => ({ name: `Alert${chance.between(0, 3 + (mine.length >> 5))}`, service: chance.pick(services), labels: { n: `-${sender}-${n}` } });
    for (let n = 0; !stopped; n++) {
      const body = Array.from({ length: chance.between(1, 8) }, (_, place): Alert => {
        const known = mine.length > 0 && chance.is(0.4) ? chance.pick(mine) : undefined;
        return known === undefined ? fresh(n * 10 + place) : { ...known, over: chance.is(0.15) };
      });
      const again = chance.is(0.5);
      let answered = false;
      do {
        if (url === undefined) await back.promise;
        if (!stopped) answered = await post(body);
      } while (!stopped && !answered && again);
      // Only what was taken can be over: an all clear for something unheard of leaves no trace, rightly.
      if (answered) mine.push(...body.filter(({ over = false }) => !over));
      await pause(pauseMs * chance.next());
    }
  };
  const senders$ = Array.from({ length: senders }, (_, sender) => send(random.fork(), sender));
  return {
    accepted, answers, torn, slowest: () => slowest,
    aim(to) {
      if (url === undefined && to !== undefined) back.resolve();
      if (url !== undefined && to === undefined) back = Promise.withResolvers();
      url = to;
    },
    more: (count) => new Promise((wake) => { waiting.push({ count, wake }); }),
    async stop() {
      stopped = true;
      back.resolve();
      await Promise.all(senders$);
      await agent.close();
    },
  };
}
