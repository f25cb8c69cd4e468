import type { Problem } from '../contract.ts';
import { me, session } from './state.ts';
import { t } from './words.ts';

/** What a door answered instead of what was asked; always something to show to a person. */
class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Reads a door of the console. @throws Refusal with a problem in the reader's words. */
export const get = <T>(path: string, query: Record<string, string> = {}, signal?: AbortSignal): Promise<T> => {
  const asked = new URLSearchParams(query).toString();
  return call<T>(`/console/${path}${asked && `?${asked}`}`, signal ? { signal } : {});
};

/** Sends to a door of the console, with the session's CSRF token. @throws Refusal */
export const post = <T>(path: string, body: object = {}): Promise<T> =>
  call<T>(`/console/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-imas-csrf': me.peek()?.csrf ?? '' },
    body: JSON.stringify(body),
  });

async function call<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, credentials: 'same-origin' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Refusal({ title: t('offline_title'), detail: t('offline_detail'), hint: t('offline_hint'), status: 0, request_id: '' });
  }
  const text = await response.text();
  const json = parse(text);
  if (response.ok && (json !== undefined || text === '')) return json as T;
  if (response.status === 401 && !url.endsWith('/sign-in')) session.value = 'out';
  throw new Refusal(isProblem(json) ? json : { title: '', detail: t('unreadable', { status: response.status }), status: response.status, request_id: '' });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isProblem = (json: unknown): json is Problem => typeof json === 'object' && json !== null && typeof (json as Problem).detail === 'string';

/** The problem inside whatever was thrown. Anything else is our own mistake and goes on to the browser's log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  throw error;
}
