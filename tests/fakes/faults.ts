import type { ServerResponse } from 'node:http';

type Json = Record<string, unknown>;

/** What goes wrong with a call at a platform's edge, whichever platform it is. */
export interface CallFault {
  /** HTTP status instead of an answer. */
  status?: number;
  /** A page of HTML instead of JSON, with `status` or 200: what stands before the platform answers in its stead. */
  html?: true;
  /** 429 with this Retry-After in seconds; `null`: 429 without the header. */
  retryAfter?: number | null;
  /** The connection is torn before anything happens. */
  reset?: boolean;
  /** No answer ever, and nothing happens. */
  hang?: boolean;
  /** It is carried out, and the connection torn instead of an answer. */
  loseAnswer?: boolean;
  /** Waits so long with an otherwise right answer. */
  delayMs?: number;
  /** For so many calls; without it until `heal`. */
  times?: number;
  when?: (args: Json) => boolean;
}
export interface PlannedFaults<F extends CallFault> {
  fail(call: string, fault: F): void;
  heal(call?: string): void;
  next(call: string, args: Json): F | undefined;
}

/** What is to go wrong, by call; `*` is every call. `isMeant` tells whether a call is one of those planned for. */
export function planFaults<F extends CallFault>(isMeant: (planned: string, call: string) => boolean): PlannedFaults<F> {
  let planned: { call: string; fault: F; left: number }[] = [];
  return {
    fail: (call, fault) => void planned.push({ call, fault, left: fault.times ?? Infinity }),
    heal(call) {
      planned = call === undefined ? [] : planned.filter((it) => it.call !== call);
    },
    next(call, args) {
      const found = planned.find((it) => (it.call === '*' || isMeant(it.call, call)) && it.left > 0 && (it.fault.when?.(args) ?? true));
      if (found) found.left -= 1;
      return found?.fault;
    },
  };
}

/** As a proxy before the platform answers when the platform does not. */
export const answerInHtml = (response: ServerResponse, status: number): void => void response.writeHead(status, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>');
