import { sayIn } from '../../texts/say.ts';
import { readBody } from '../limits.ts';
import type { RouteGroup } from '../route.ts';

/** Slack's own bodies are far smaller. */
const largestBody = 1024 * 1024;

export interface SlackDoor {
  /** Answers one request of Slack's; undefined while Slack is not connected. */
  handle: ((request: { raw: string; headers: Headers }) => Promise<Response>) | undefined;
}

/** Everything that Slack sends comes to one address (spec §13). @param door read afresh at every request: Slack may be connected while we run */
export const slackRoutes = (door: () => SlackDoor): RouteGroup => (app, deps) => {
  app.on('POST', ['/slack/events', '/slack/events/'], async (c) => {
    // The signature is over the bytes as they came.
    const raw = (await readBody(c, largestBody)).toString('utf8');
    const { handle } = door();
    if (handle === undefined) return c.text(sayIn(deps.language)('slackIncoming.not_connected'), 503);
    return handle({ raw, headers: c.req.raw.headers });
  });
};
