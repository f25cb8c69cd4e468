import { fakeHttp, type Behaviour, type FakeHttp } from './http.ts';

interface Embed { title?: string; url?: string; description?: string; color?: number; footer?: { text: string } }
export interface DiscordPost { id: string; content: string; embeds: Embed[]; edits: number; pings: boolean }
export interface FakeDiscordWebhook extends AsyncDisposable {
  url: string;
  http: FakeHttp;
  posts: readonly DiscordPost[];
  /** Somebody deletes the webhook, or one message, in Discord. */
  remove(what: 'webhook' | { message: string }): void;
  /** The next request is refused for a while. */
  slow(seconds: number): void;
}

const say = (status: number, code: number, message: string): Behaviour => ({ status, body: JSON.stringify({ message, code }) });

/** A channel's webhook as Discord serves it (developers/resources/webhook, topics/rate-limits): token, sizes, mentions, codes. */
export async function fakeDiscordWebhook(): Promise<FakeDiscordWebhook> {
  const http = await fakeHttp();
  const posts: DiscordPost[] = [];
  const place = '/api/webhooks/1234567890/canary-token_x';
  let gone = false;
  let wait: number | undefined;
  http.answer(({ method, path, headers, body }) => {
    const { pathname, searchParams } = new URL(path, 'http://x');
    if (!pathname.startsWith(place)) return say(401, 50_027, 'Invalid Webhook Token');
    if (gone) return say(404, 10_015, 'Unknown Webhook');
    if (wait !== undefined) {
      const seconds = wait;
      wait = undefined;
      return { status: 429, headers: { 'retry-after': String(Math.ceil(seconds)) }, body: JSON.stringify({ message: 'You are being rate limited.', retry_after: seconds, global: false }) };
    }
    if (!headers['content-type']?.startsWith('application/json')) return say(400, 50_109, 'The request body contains invalid JSON.');
    const given = JSON.parse(body) as { content?: string; embeds?: Embed[]; allowed_mentions?: { parse?: string[] } };
    const problem = shapeProblem(given);
    if (problem !== undefined) return say(400, 50_035, `Invalid Form Body: ${problem}`);
    const pings = given.allowed_mentions?.parse === undefined || given.allowed_mentions.parse.length > 0;
    const message = /\/messages\/([^/]+)$/.exec(pathname)?.[1];
    if (method === 'PATCH') {
      const post = posts.find((one) => one.id === message);
      if (!post) return say(404, 10_008, 'Unknown Message');
      Object.assign(post, { content: given.content ?? post.content, embeds: given.embeds ?? post.embeds, edits: post.edits + 1, pings: post.pings || pings });
      return { status: 200, body: JSON.stringify(post) };
    }
    if (method !== 'POST') return say(405, 0, '405: Method Not Allowed');
    const post = { id: `90071992547409${posts.length + 10}`, content: given.content ?? '', embeds: given.embeds ?? [], edits: 0, pings };
    posts.push(post);
    return searchParams.get('wait') === 'true' ? { status: 200, body: JSON.stringify(post) } : { status: 204 };
  });
  return {
    url: `${http.url}${place}`, http, posts,
    remove: (what) => { if (what === 'webhook') gone = true; else posts.splice(posts.findIndex((one) => one.id === what.message), 1); },
    slow: (seconds) => { wait = seconds; },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

function shapeProblem({ content = '', embeds = [] }: { content?: string; embeds?: Embed[] }): string | undefined {
  if (content === '' && embeds.length === 0) return 'Cannot send an empty message';
  if (content.length > 2000) return 'content: Must be 2000 or fewer in length.';
  if (embeds.length > 10) return 'embeds: Must be 10 or fewer in length.';
  const all = embeds.reduce((sum, one) => sum + (one.title?.length ?? 0) + (one.description?.length ?? 0) + (one.footer?.text.length ?? 0), 0);
  if (all > 6000) return 'embeds: Embed size exceeds maximum size of 6000';
  if (embeds.some((one) => (one.title?.length ?? 0) > 256 || (one.description?.length ?? 0) > 4096)) return 'embeds: Must be 4096 or fewer in length.';
  return embeds.some((one) => one.url !== undefined && !/^https?:/.test(one.url)) ? 'embeds: Not a well formed URL.' : undefined;
}
