import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Inbound } from '../../../src/chat/slack/inbound.ts';

export interface Door extends AsyncDisposable { url: string }

/** Where Slack sends its requests over HTTP. @param inbound whoever takes them now */
export async function slackDoor(inbound: () => Inbound): Promise<Door> {
  const server = createServer(async (request, response) => {
    const taken = await inbound().handle({ raw: (await buffer(request)).toString('utf8'), headers: new Headers(request.headers as Record<string, string>) });
    response.writeHead(taken.status, Object.fromEntries(taken.headers)).end(await taken.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
