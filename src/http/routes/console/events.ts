import type { Browser, Live } from '../../../chat/console/live.ts';
import { unavailable } from '../../../errors.ts';
import { hashToken } from '../../../secrets.ts';
import { signedIn } from '../../session.ts';
import type { App, HttpDeps } from '../../route.ts';

/** Bytes that may wait for a slow browser before its stream is ended; it comes back and fetches what it missed. */
const MOST_WAITING = 1024 * 1024;
/** Milliseconds after which browsers come back. */
const RETRY_MS = 1000;

/** The stream of server-sent events, one a browser. */
export function eventRoutes(app: App, deps: HttpDeps, live: Live): void {
  deps.closing.addEventListener('abort', () => live.closeAll(), { once: true });
  app.get('/console/events', async (c) => {
    if (deps.closing.aborted) throw unavailable('http.closing');
    const { cookie } = await signedIn(c, deps);
    return new Response(streamOf(live, hashToken(cookie)), {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  });
}

const encoder = new TextEncoder();

function streamOf(live: Live, session: string): ReadableStream<Uint8Array> {
  let leave = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      let count = 0;
      const write = (text: string) => {
        if (!open) return;
        controller.enqueue(encoder.encode(text));
        if ((controller.desiredSize ?? 0) <= 0) browser.close();
      };
      const browser: Browser = {
        session,
        send: (event) => {
          count += 1;
          write(`id: ${count}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
        },
        beat: () => write(':\n\n'),
        close: () => {
          if (!open) return;
          leave();
          controller.close();
        },
      };
      const unsubscribe = live.subscribe(browser);
      leave = () => {
        open = false;
        unsubscribe();
      };
      write(`retry: ${RETRY_MS}\n\n`);
      // Whatever happened before it listened, or while it was away: the browser fetches its state anew.
      browser.send({ type: 'state' });
    },
    cancel: () => leave(),
  }, new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING }));
}
