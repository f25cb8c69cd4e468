import { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { sayIn } from '../../texts/say.ts';
import { boltLogger } from './bolt-logger.ts';
import { keepClick, takeClick, type Click } from './clicks.ts';
import { keepCommand, takeCommand } from './commands.ts';
import { optionsFor, type Suggestion } from './completions.ts';
import { takeEvent, type Envelope } from './events.ts';
import { takeForm, type Submission } from './forms.ts';
import type { Hooks } from './hooks.ts';
import type { Incoming } from './incoming.ts';
import { httpReceiver, type HttpReceiver } from './receiver.ts';
import { keepShortcut, takeShortcut } from './shortcuts.ts';
import { openSocket, type Socket } from './socket.ts';
import type { Me, Slack } from './web.ts';
import type { Work } from '../in-hand.ts';
import type { Doing } from '../once.ts';
import { keptWithin } from '../resume.ts';

const anything = /^/;
/** Of the three seconds in which Slack wants to hear from us. */
const keptWithinMs = 1000;

/**
 * Bolt's App over the receiver that the settings call for. Every listener acknowledges first and works then, except
 * where the acknowledgement is the answer (forms, suggestions).
 */
export function connectBolt(incoming: Incoming, hooks: Hooks, work: Work): { http: HttpReceiver } | { socket: Socket } {
  const { slack, log } = incoming;
  const { settings } = slack;
  const way = settings.appToken === undefined ? { http: httpReceiver({ secrets: settings.signingSecrets, log, work }) } : { socket: openSocket({ settings, appToken: settings.appToken, log, say: sayIn(incoming.language, incoming.timeZone) }) };
  const me = knownMe(slack);
  const app = new App({
    receiver: 'http' in way ? way.http.receiver : way.socket.receiver,
    // With `token` Bolt would ask Slack by itself, and a wrong one would end the process.
    authorize: async () => {
      const known = me();
      return { botToken: settings.botToken, ...(known === undefined ? {} : { botId: known.botId, botUserId: known.botUserId }) };
    },
    clientOptions: { slackApiUrl: settings.apiUrl, retryConfig: { retries: 0 }, timeout: 5000 },
    logger: boltLogger(log),
    convoStore: false,
  });
  app.error(async (error) => { log.error({ err: error }, 'Bolt could not hand something on'); });
  listen(app, incoming, hooks, work);
  return way;
}

function listen(app: App, incoming: Incoming, hooks: Hooks, work: Work): void {
  const { log } = incoming;
  // A line that breaks just now must not keep us from doing what was asked.
  const acknowledged = (acking: Promise<unknown>, log: Logger) => acking.catch((error: unknown) => log.warn({ err: error }, 'Slack did not take an acknowledgement'));
  const then = (doing: Promise<unknown>) => work.track(doing);
  // What Slack believes to be taken is kept by then, unless the store takes longer than Slack waits.
  const taken = async (keeping: Promise<Doing | undefined>, ack: () => Promise<unknown>, take: (doing: Doing) => Promise<void>) => {
    await keptWithin(keeping, keptWithinMs);
    await acknowledged(ack(), log);
    then(keeping.then((doing) => (doing === undefined ? undefined : take(doing))));
  };
  app.command(anything, ({ ack, command }) => taken(keepCommand(incoming, command), ack, (doing) => takeCommand(incoming, command, doing)));
  app.action(anything, ({ ack, body }) => {
    const click = body as unknown as Click;
    return taken(keepClick(incoming, click), ack, (doing) => takeClick(incoming, click, doing));
  });
  app.shortcut(anything, ({ ack, body }) => taken(keepShortcut(incoming, body), ack, (doing) => takeShortcut(incoming, hooks, body, doing)));
  app.view(anything, async ({ ack, body }) => {
    const doing = takeForm(incoming, body as unknown as Submission, ack as (told?: unknown) => Promise<void>);
    then(doing);
    // What no listener acknowledged when all have returned is acknowledged without a word.
    await doing;
  });
  app.view({ callback_id: anything, type: 'view_closed' }, async ({ ack }) => { await acknowledged(ack(), log); });
  app.options(anything, async ({ ack, body }) => {
    const doing = optionsFor(incoming, body as unknown as Suggestion).then((options) => acknowledged(ack({ options }), log));
    then(doing);
    await doing;
  });
  app.event(anything, async ({ body }) => { then(takeEvent(incoming, hooks, body as unknown as Envelope)); });
}

/** Who we are, as far as it is known by now: nothing of Slack's waits for Slack. */
function knownMe(slack: Slack): () => Me | undefined {
  let known: Me | undefined;
  let asking: Promise<void> | undefined;
  const look = (): Me | undefined => {
    if (known === undefined) asking ??= slack.me().then((me) => { known = me; }, () => { asking = undefined; });
    return known;
  };
  look();
  return look;
}
