import { z } from 'zod';
import { giveCookie } from '../../session.ts';
import type { App, HttpDeps } from '../../route.ts';
import { incidentPage } from '../../../chat/console/incident-page.ts';
import { listMessages } from '../../../chat/console/messages.ts';
import { consoleState } from '../../../chat/console/state.ts';
import type { Completion, ConsoleState, IncidentPage, MessagesPage } from '../../../chat/console/contract.ts';
import type { ConsoleDeps } from './deps.ts';
import { clean } from './shapes.ts';
import { placeIfAny, reader, speakerOf } from './speaker.ts';

/** Longest text that is completed. */
const LONGEST = 2000;

/** What a form's other fields say; what cannot be read says nothing. */
function aroundOf(written = ''): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).catch({}).parse(JSON.parse(written.slice(0, LONGEST)));
  } catch {
    return {};
  }
}

/** Everything the console only reads. */
export function lookRoutes(app: App, deps: HttpDeps, parts: ConsoleDeps): void {
  app.get('/console/state', async (c) => {
    const asker = await reader(c, deps);
    giveCookie(c, deps, asker.cookie);
    return c.json<ConsoleState>(await consoleState(asker.ctx, asker.manner, asker.csrf, parts.trouble?.(asker.manner)));
  });
  app.get('/console/messages', async (c) => {
    const { ctx } = await reader(c, deps);
    return c.json<MessagesPage>(await listMessages(ctx, c.req.query('place') ?? '', c.req.query('before')));
  });
  app.get('/console/incidents/:id', async (c) => {
    const { ctx, manner } = await reader(c, deps);
    return c.json<IncidentPage>(await incidentPage(ctx, clean(c.req.param('id')), manner, (command) => parts.has(command)));
  });
  app.get('/console/complete', async (c) => {
    const asker = await reader(c, deps);
    const speaker = speakerOf(asker, await placeIfAny(asker.ctx, c.req.query('place')));
    return c.json<Completion>(await parts.dispatch.complete(speaker, clean((c.req.query('text') ?? '').slice(0, LONGEST))));
  });
  app.get('/console/complete-field', async (c) => {
    const asker = await reader(c, deps);
    const asked = (name: string) => clean((c.req.query(name) ?? '').slice(0, LONGEST));
    return c.json<Completion>(await parts.dispatch.completeField(speakerOf(asker, undefined), asked('command'), asked('field'), asked('typed'), aroundOf(c.req.query('around'))));
  });
}
