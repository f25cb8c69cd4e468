import type { RouteGroup } from '../../route.ts';
import { ownOriginOnly } from '../../session.ts';
import type { ConsoleDeps } from './deps.ts';
import { eventRoutes } from './events.ts';
import { serveFiles } from './files.ts';
import { lookRoutes } from './look.ts';
import { signInRoutes } from './sign-in.ts';
import { speakRoutes } from './speak.ts';

/** The doors of the console, exactly those of `chat/console/contract.ts`. */
export const consoleRoutes = (parts: ConsoleDeps): RouteGroup => (app, deps) => {
  app.use('/console/*', ownOriginOnly(deps), async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  });
  serveFiles(app, parts.webDir);
  signInRoutes(app, deps);
  lookRoutes(app, deps, parts);
  speakRoutes(app, deps, parts);
  eventRoutes(app, deps, parts.live);
};
