import { Agent } from 'undici';

export interface OpenLoad {
  url: string;
  path: string;
  headers: Record<string, string>;
  perSecond: number;
  seconds: number;
  /** @param n counts the requests from 0 */
  body(n: number): string;
  /** The n-th request is under way; `at` in milliseconds of the epoch. */
  sent?(n: number, at: number): void;
}
export interface OpenAnswered {
  good: number;
  bad: number;
  complaint: string | undefined;
  /** From the moment each was due to its answer, ascending, in milliseconds: waiting in line counts. */
  tookMs: number[];
}

/** Requests at an even pace whether or not the earlier ones were answered. Resolves when all are. */
export async function openLoop({ url, path, headers, perSecond, seconds, body, sent }: OpenLoad): Promise<OpenAnswered> {
  const agent = new Agent({ connections: 256, pipelining: 1, headersTimeout: 30_000 });
  const answered: OpenAnswered = { good: 0, bad: 0, complaint: undefined, tookMs: [] };
  const count = Math.round(perSecond * seconds);
  const began = performance.now();
  const all: Promise<void>[] = [];
  const one = async (n: number): Promise<void> => {
    const due = began + (n * 1000) / perSecond;
    sent?.(n, performance.timeOrigin + due);
    try {
      const { statusCode, body: answer } = await agent.request({ origin: url, path, method: 'POST', headers, body: body(n) });
      const text = await answer.text();
      if (statusCode >= 200 && statusCode < 300) answered.good++;
      else throw new Error(`${statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      answered.bad++;
      answered.complaint ??= (error as Error).message;
    }
    answered.tookMs.push(performance.now() - due);
  };
  while (all.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1);
    while (all.length < due) all.push(one(all.length));
    await new Promise((wake) => setTimeout(wake, 5));
  }
  await Promise.all(all);
  await agent.close();
  answered.tookMs.sort((a, b) => a - b);
  return answered;
}

/** @param ascending sorted @param share 0.99 for p99; NaN of nothing */
export const quantile = (ascending: readonly number[], share: number): number => ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? NaN;
