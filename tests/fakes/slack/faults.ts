import type { Json } from './state.ts';

export interface Fault {
  /** HTTP status instead of an answer. */
  status?: number;
  /** `ok: false` with this error. */
  error?: string;
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
export interface Faults {
  fail(method: string, fault: Fault): void;
  heal(method?: string): void;
  next(method: string, args: Json): Fault | undefined;
}

/** What is to go wrong, by method; `*` is every method. */
export function faults(): Faults {
  let planned: { method: string; fault: Fault; left: number }[] = [];
  return {
    fail: (method, fault) => void planned.push({ method, fault, left: fault.times ?? Infinity }),
    heal(method) {
      planned = method === undefined ? [] : planned.filter((it) => it.method !== method);
    },
    next(method, args) {
      const found = planned.find((it) => (it.method === method || it.method === '*') && it.left > 0 && (it.fault.when?.(args) ?? true));
      if (found) found.left -= 1;
      return found?.fault;
    },
  };
}
