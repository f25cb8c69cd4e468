import { createHash } from 'node:crypto';
import { feedChangedAt, readFeed } from '../../domain/oncall/calendar/read-feed.ts';
import { sayIn } from '../../texts/say.ts';
import { drawCalendar } from '../calendars/draw.ts';
import { requestIdOf } from '../request-id.ts';
import type { Asked, HttpDeps, RouteGroup } from '../route.ts';

/**
 * Calendars at secret addresses. No sign-in, since calendar programs have none: the address is the key. Whatever is wrong
 * with it, the answer is the same 404.
 */
export const calendarRoutes: RouteGroup = (app, deps) => {
  app.get('/calendar/:file', (c) => answer(c, deps));
};

async function answer(c: Asked, deps: HttpDeps): Promise<Response> {
  const ctx = deps.context({ kind: 'nobody' }, requestIdOf(c));
  const feed = await readFeed(ctx, (c.req.param('file') ?? '').replace(/\.ics$/, ''));
  if (feed === undefined) return c.text('Not found', 404, { 'cache-control': 'no-store' });

  const say = sayIn(feed.language ?? deps.language);
  // Without the instant at which it changed, which follows from the rest.
  const content = fingerprint(drawCalendar(feed, new Date(0), say));
  const changedAt = await feedChangedAt(ctx, feed.id, content);
  const etag = `"${content}"`;
  const headers = { etag, 'last-modified': changedAt.toUTCString(), 'cache-control': 'private, no-cache' };
  if (isKnown(c, etag, changedAt)) return c.body(null, 304, headers);
  return c.body(drawCalendar(feed, changedAt, say), 200, { ...headers, 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'inline; filename="on-call.ics"' });
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 27);

/** Does the asker have it already (RFC 9110 §13.1)? The tag counts before the time. */
function isKnown(c: Asked, etag: string, changedAt: Date): boolean {
  const tags = c.req.header('if-none-match');
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(c.req.header('if-modified-since') ?? '');
  return since >= changedAt.getTime();
}
