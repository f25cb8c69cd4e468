import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { FakeSlack } from './fake-slack.ts';

/** A real Bolt app of this workspace, connected in one of the two ways. */
export async function boltApp(slack: FakeSlack, way: 'http' | 'socket', listen: (app: App) => void): Promise<AsyncDisposable> {
  const authorize = async () => ({ botToken: slack.botToken, botId: slack.world.botId, botUserId: slack.world.botUser });
  const common = { authorize, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: slack.apiUrl } };
  const receiver = new SocketModeReceiver({ appToken: slack.appToken, logLevel: LogLevel.ERROR, clientPingTimeout: 1000, installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } } } as ConstructorParameters<typeof SocketModeReceiver>[0]);
  const app = way === 'http' ? new App({ ...common, signingSecret: slack.signingSecret }) : new App({ ...common, receiver });
  listen(app);
  const started: unknown = await app.start(0);
  if (way === 'http') slack.deliverTo(`http://127.0.0.1:${((started as Server).address() as AddressInfo).port}/slack/events`);
  return {
    async [Symbol.asyncDispose]() {
      await app.stop();
    },
  };
}
