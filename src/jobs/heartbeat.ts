import type { Logger } from 'pino';
import { callOut } from '../delivery/http.ts';
import type { Tools } from '../delivery/provider.ts';

/**
 * Tells a watcher of the operator's choice (`IMAS_HEARTBEAT_URL`) every minute that we live, so that our own death
 * is noticed from outside (promise R18). Silent while health is bad: then the watcher should alarm.
 */
export function startHeartbeat({ url, tools, isHealthy, log }: { url: string; tools: Tools; isHealthy(): Promise<boolean>; log: Logger }): { stop(): void } {
  const beat = async (): Promise<void> => {
    try {
      if (await isHealthy()) await callOut(url, { method: 'GET', tools });
    } catch (error) {
      log.warn({ err: error }, 'the outward heartbeat did not arrive');
    }
  };
  void beat();
  const timer = setInterval(() => void beat(), 60_000);
  return { stop: () => clearInterval(timer) };
}
