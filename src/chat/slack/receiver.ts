import type { App, Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { readRequestBody } from './request-body.ts';
import { isSigned, type SignedRequest } from './signature.ts';
import type { Work } from '../in-hand.ts';

/** Slack gives up after three seconds; nothing is answered later than this. */
const patienceMs = 2900;

export interface HttpReceiver {
  receiver: Receiver;
  /** Answers one request of Slack's: at once when it is not theirs, else as soon as a listener acknowledges. Never rejects. */
  handle(request: SignedRequest): Promise<Response>;
}

/** What Slack posts to us, handed to Bolt inside our own server. */
export function httpReceiver({ secrets, log, work }: { secrets: readonly string[]; log: Logger; work: Work }): HttpReceiver {
  let app: App | undefined;

  const process = (body: Record<string, unknown>, { headers }: SignedRequest): Promise<Response> => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const timer = setTimeout(() => {
      log.warn({ what: body.type ?? body.command }, 'Slack was answered before the work was acknowledged');
      resolve(empty());
    }, patienceMs);
    const retryNum = Number(headers.get('x-slack-retry-num') ?? NaN);
    const retryReason = headers.get('x-slack-retry-reason');
    const doing = (async () => {
      try {
        await app?.processEvent({
          body, ack: async (said) => resolve(answerOf(said)),
          ...(Number.isInteger(retryNum) ? { retryNum } : {}), ...(retryReason === null ? {} : { retryReason }),
        });
      } catch (error) {
        log.error({ err: error, what: body.type ?? body.command }, 'something of Slack could not be handled');
      }
      // What nobody listens to is taken all the same, so that it is not sent again.
      resolve(empty());
    })();
    work.track(doing);
    return promise.finally(() => clearTimeout(timer));
  };

  return {
    receiver: { init: (one) => { app = one; }, start: async () => {}, stop: async () => {} },
    async handle(request) {
      if (!isSigned(request, secrets)) return plain(401, 'The signature does not fit the body and the signing secret, or its time is more than five minutes off.');
      const body = readRequestBody(request.raw, request.headers.get('content-type') ?? '');
      if (body === undefined) return plain(400, 'The body is neither JSON nor a form of Slack.');
      if (body.type === 'url_verification') return Response.json({ challenge: body.challenge });
      if (body.ssl_check !== undefined) return empty();
      return process(body, request);
    },
  };
}

const plain = (status: number, text: string): Response => new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
const empty = (): Response => new Response('', { status: 200 });
const answerOf = (said: unknown): Response => (said === undefined || said === '' ? empty() : typeof said === 'string' ? plain(200, said) : Response.json(said));
