import { fakeHttp, type FakeHttp, type Behaviour } from './http.ts';

interface Action { action: string; label: string; url: string; method?: string; body?: string; clear?: boolean }
export interface NtfyMessage { id: string; time: number; event: 'message'; topic: string; message: string; title?: string; priority?: number; tags?: string[]; click?: string; actions?: Action[] }

export interface FakeNtfy extends AsyncDisposable {
  url: string;
  http: FakeHttp;
  /** What reached a topic, oldest first. */
  on(topic: string): readonly NtfyMessage[];
  topics(): readonly string[];
  /** Somebody presses a button of a message on a phone: the request leaves as ntfy's app sends it. */
  tap(message: NtfyMessage, label: string): Promise<Response>;
  /** From now on every request is refused, as ntfy would. */
  refuse(status: number, code: number, error: string, headers?: Record<string, string>): void;
  accept(): void;
}

const topicForm = /^[-_A-Za-z0-9]{1,64}$/;
const messageBytes = 4096;
const refusal = (status: number, code: number, error: string, headers: Record<string, string> = {}): Behaviour => ({ status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ code, http: status, error }) });

/**
 * A local ntfy server (server.go, actions.go, errors.go of binwiederhier/ntfy): JSON belongs to the root; at `/topic` a body is the text itself.
 * @param auth demanded for publishing as JSON and for reading; anybody may post a text to a topic (`everyone:*:write-only`)
 */
export async function fakeNtfy({ auth }: { auth?: string } = {}): Promise<FakeNtfy> {
  const http = await fakeHttp();
  const messages: NtfyMessage[] = [];
  let refused: Behaviour | undefined;
  const keep = (message: Omit<NtfyMessage, 'id' | 'time' | 'event'>): Behaviour => {
    const kept = { id: `m${String(messages.length).padStart(11, '0')}`, time: Math.floor(Date.now() / 1000), event: 'message' as const, ...message };
    messages.push(kept);
    return { status: 200, body: JSON.stringify(kept) };
  };
  http.answer(({ method, path, headers, body }) => {
    if (refused) return refused;
    const { pathname, searchParams } = new URL(path, 'http://x');
    const [, topic = '', rest] = pathname.split('/');
    const isKnown = auth === undefined || headers.authorization === auth;
    if (headers.authorization !== undefined && !isKnown) return refusal(401, 40101, 'unauthorized');
    if (method === 'GET' && rest === 'json') {
      if (!isKnown) return refusal(403, 40301, 'forbidden');
      const since = searchParams.get('since') ?? 'all';
      const mine = messages.filter((one) => one.topic === topic);
      const after = since === 'all' ? mine : mine.slice(mine.findIndex((one) => one.id === since) + 1);
      return { status: 200, body: after.map((one) => `${JSON.stringify(one)}\n`).join('') };
    }
    if (method !== 'POST' && method !== 'PUT') return refusal(404, 40401, 'page not found');
    if (topic !== '') return keep({ topic, message: body });
    if (!isKnown) return refusal(403, 40301, 'forbidden');
    return publish(body, keep);
  });
  return {
    url: http.url, http,
    on: (topic) => messages.filter((one) => one.topic === topic),
    topics: () => [...new Set(messages.map((one) => one.topic))],
    async tap(message, label) {
      const action = message.actions?.find((one) => one.label === label);
      if (action === undefined) throw new Error(`No button “${label}” on “${message.title}”: ${message.actions?.map((one) => one.label).join(', ')}`);
      return fetch(action.url, { method: action.method ?? 'POST', ...(action.body === undefined ? {} : { body: action.body }) });
    },
    refuse: (status, code, error, headers) => { refused = refusal(status, code, error, headers); },
    accept: () => { refused = undefined; },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

function publish(body: string, keep: (message: Omit<NtfyMessage, 'id' | 'time' | 'event'>) => Behaviour): Behaviour {
  if (Buffer.byteLength(body) > 2 * messageBytes) return refusal(413, 41303, 'JSON body too large');
  let read: Record<string, unknown>;
  try {
    read = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return refusal(400, 40024, 'invalid request: request body must be valid JSON');
  }
  const { topic, message, title, priority, tags, click, actions = [] } = read as Partial<NtfyMessage>;
  if (typeof topic !== 'string' || !topicForm.test(topic)) return refusal(400, 40009, 'invalid request: topic invalid');
  if (priority !== undefined && ![1, 2, 3, 4, 5].includes(priority)) return refusal(400, 40007, 'invalid priority parameter');
  const usable = actions.length <= 3 && actions.every((one) => ['view', 'http', 'broadcast'].includes(one.action) && Boolean(one.label) && (one.action === 'broadcast' || URL.canParse(one.url)) && !(['GET', 'HEAD'].includes(one.method ?? '') && one.body));
  if (!usable) return refusal(400, 40018, 'invalid request: actions invalid');
  // What is too long arrives as a file that nobody opens at night.
  const text = typeof message === 'string' && message !== '' ? message : 'triggered';
  return keep({
    topic, message: Buffer.byteLength(text) > messageBytes ? 'You received a file: attachment.txt' : text,
    ...(title === undefined ? {} : { title }), ...(priority === undefined ? {} : { priority }), ...(tags === undefined ? {} : { tags }), ...(click === undefined ? {} : { click }), actions,
  });
}
