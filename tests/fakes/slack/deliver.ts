import { createHmac } from 'node:crypto';
import type { Json, Workspace } from './state.ts';

/** Slack's patience with whoever is spoken to. */
export const PATIENCE_MS = 3000;

/** How the app took it: an HTTP status (200 for an acknowledged envelope), nothing in 3 s, or nobody there. */
export interface Taken { status: number | 'timeout' | 'unreachable'; body: unknown }
export type Kind = 'slash_commands' | 'interactive' | 'events_api';
export interface Retry { num: number; reason: string }
export type Deliver = (kind: Kind, payload: Json, retry?: Retry) => Promise<Taken>;

/** Posts to the Request URL as Slack does: signed over the raw body, form-encoded but for events. */
export function deliverByHttp(world: Workspace, url: string, stopped: AbortSignal): Deliver {
  return async (kind, payload, retry) => {
    const body = encode(kind, payload);
    const headers = {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded', ...signature(world, body),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    };
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.any([patience, stopped]) });
      return { status: response.status, body: decode(await response.text(), response.headers.get('content-type')) };
    } catch {
      return { status: patience.aborted ? 'timeout' : 'unreachable', body: undefined };
    }
  };
}

export function signature({ signingSecret }: Workspace, body: string, at = Math.floor(Date.now() / 1000)): Record<string, string> {
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')}` };
}

function encode(kind: Kind, payload: Json): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  return new URLSearchParams(kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>)).toString();
}
function decode(text: string, type: string | null): unknown {
  if (text === '') return undefined;
  return type?.startsWith('application/json') === true ? (JSON.parse(text) as unknown) : text;
}
