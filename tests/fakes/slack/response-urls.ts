import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { truth } from './arguments.ts';
import { contentOf } from './content.ts';
import type { Faults } from './faults.ts';
import { newSecret } from './ids.ts';
import { addMessage, editMessage } from './messages.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Json, SlackMessage, Workspace } from './state.ts';

const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

/** Where somebody asked, and everything they were answered there. */
export interface Asked { user: string; channel: string; original: SlackMessage | undefined; at: number; uses: number; answers: SlackMessage[] }
export interface ResponseUrls {
  open(asked: Pick<Asked, 'user' | 'channel' | 'original'>): { url: string; asked: Asked };
  /** POST to such an address. */
  take(id: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function responseUrls(world: Workspace, origin: () => string, planned: Faults): ResponseUrls {
  const all = new Map<string, Asked>();
  const take = (id: string, body: Json): void => {
    const asked = all.get(id);
    if (!asked || world.now() - asked.at > LIFE_MS) return refuse('expired_url');
    if (asked.uses >= MOST_USES) refuse('used_url');
    asked.uses += 1;
    answerInto(world, asked, body, 'response_url');
  };
  return {
    open(asked) {
      const id = newSecret();
      const opened: Asked = { ...asked, at: world.now(), uses: 0, answers: [] };
      all.set(id, opened);
      return { url: `${origin()}/response/${id}`, asked: opened };
    },
    async take(id, request, response) {
      const raw = await text(request);
      const end = (status: number, answer: string, headers: Record<string, string> = {}) => void response.writeHead(status, headers).end(answer);
      let body: Json;
      try {
        body = JSON.parse(raw) as Json;
      } catch {
        return end(400, 'invalid_payload');
      }
      const fault = planned.next('response_url', body);
      if (fault?.reset) return void response.socket?.resetAndDestroy();
      if (fault?.hang) return;
      if (fault?.retryAfter !== undefined) return end(429, 'rate_limited', fault.retryAfter === null ? {} : { 'retry-after': String(fault.retryAfter) });
      if (fault?.status !== undefined || fault?.error !== undefined) return end(fault.status ?? 404, fault.error ?? '');
      try {
        take(id, body);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return end(error.code.endsWith('_url') ? 404 : 400, JSON.stringify({ ok: false, error: error.code, ...error.extra }), { 'content-type': 'application/json' });
      }
      if (fault?.loseAnswer) return void response.socket?.resetAndDestroy();
      end(200, 'ok');
    },
  };
}

/** An answer to somebody, by acknowledgement or response_url: new, instead of what they clicked in, or its deletion. */
export function answerInto(world: Workspace, asked: Asked, body: Json, via: 'ack' | 'response_url'): void {
  const { original } = asked;
  if (truth(body, 'delete_original')) {
    if (original) original.deleted = true;
    world.changes.changed();
    return;
  }
  const content = contentOf(body, world.files);
  const inChannel = body['response_type'] === 'in_channel';
  // Left unsaid, what only one person sees is replaced, and what everybody sees is not.
  const replaces = original !== undefined && (body['replace_original'] === undefined ? original.ephemeral !== undefined && !inChannel : truth(body, 'replace_original'));
  if (replaces) {
    editMessage(world, original, content);
    asked.answers.push(original);
  } else {
    const threadTs = typeof body['thread_ts'] === 'string' ? body['thread_ts'] : undefined;
    asked.answers.push(addMessage(world, { ...content, channel: asked.channel, user: world.botUser, threadTs, ephemeral: inChannel ? undefined : { user: asked.user, via } }));
  }
  world.changes.changed();
}
