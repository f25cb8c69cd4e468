import type { FakeHttp } from '../fakes/http.ts';

/** What a receiver got more than once, each repeat put down to the kill after which it came again. */
export interface Repeats {
  count: number;
  /** By one kill. */
  most: number;
  /** Repeats under a known key that say something else than what came first, and repeats within one process's life: neither may be. */
  differing: string[];
  withinOneLife: string[];
}

/** @param kills how many messages had arrived at each kill */
export function repeatsAt({ requests }: Pick<FakeHttp, 'requests'>, kills: readonly number[]): Repeats {
  const first = new Map<string, { says: string; life: number }>();
  const byKill = new Map<number, number>();
  const found: Repeats = { count: 0, most: 0, differing: [], withinOneLife: [] };
  for (const [index, { headers, path, body }] of requests.entries()) {
    const key = String(headers['idempotency-key']);
    const { event, incident } = JSON.parse(body) as { event: string; incident?: { id: string } };
    const says = `${path} ${event} ${incident?.id}`;
    const life = kills.filter((at) => at <= index).length;
    const before = first.get(key);
    first.set(key, { says: before?.says ?? says, life });
    if (before === undefined) continue;
    found.count++;
    byKill.set(before.life, (byKill.get(before.life) ?? 0) + 1);
    if (before.says !== says) found.differing.push(`${key}: ${before.says}, then ${says}`);
    if (before.life === life) found.withinOneLife.push(`${key} after kill ${life}`);
  }
  found.most = Math.max(0, ...byKill.values());
  return found;
}
