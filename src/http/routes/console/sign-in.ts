import { z } from 'zod';
import { endSession } from '../../../domain/people/end-session.ts';
import { signInByCode, signInByToken } from '../../../domain/people/start-session.ts';
import { consoleChannel } from '../../../chat/console/live.ts';
import { hashToken } from '../../../secrets.ts';
import { readJson } from '../../limits.ts';
import { tooMany } from '../../problem.ts';
import { giveCookie, signedInToChange, strangerContext, takeCookie } from '../../session.ts';
import type { App, HttpDeps } from '../../route.ts';
import { SMALL, line } from './shapes.ts';

const proof = z.union([z.object({ code: line }), z.object({ token: line })]);

/** Sign-in by the code of a link or by an API token, ten tries a minute and address; sign-out, everywhere at once. */
export function signInRoutes(app: App, deps: HttpDeps): void {
  app.post('/console/sign-in', async (c) => {
    const ip = deps.clientAddress(c);
    const wait = deps.signInLimit(ip ?? '');
    if (wait > 0) throw tooMany(wait);
    const given = await readJson(c, SMALL, proof);
    const ctx = strangerContext(c, deps);
    const session = 'code' in given ? await signInByCode(ctx, given.code, ip) : await signInByToken(ctx, given.token, ip);
    giveCookie(c, deps, session.cookie);
    return c.json({});
  });

  app.post('/console/sign-out', async (c) => {
    const { ctx, cookie } = await signedInToChange(c, deps);
    await endSession(ctx, cookie);
    // Streams of this session end on every replica.
    await ctx.sql`select pg_notify(${consoleChannel}, ${`s:${hashToken(cookie)}`})`;
    takeCookie(c, deps);
    return c.json({});
  });
}
