import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP port that leads to the socket of an embedded PostgreSQL, which itself listens on no network. */
export interface Door extends AsyncDisposable {
  /** Fit for DATABASE_URL. */
  url(database: string): string;
  /** From now on nothing passes, in or out, and nobody is told; `false`: what comes from now on passes, what was swallowed is gone for ever. */
  swallow(everything: boolean): void;
}

/** Opens it. Whoever comes while the server is away is turned away, as by a server that is away. */
export async function openDoor({ host, port, user }: { host: string; port: number; user: string }): Promise<Door> {
  const open = new Set<Socket>();
  const lost = new WeakSet<Socket>();
  let hole = false;
  const server = createServer((inner) => {
    const outer = connect(`${host}/.s.PGSQL.${port}`);
    for (const socket of [inner, outer]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        open.delete(socket);
        (socket === inner ? outer : inner).destroy();
      });
    }
    for (const [from, to] of [[inner, outer], [outer, inner]] as const) {
      from.on('data', (chunk) => {
        // A connection that lost a word is of no use to either side any more, and neither learns of it.
        if (hole) [inner, outer].forEach((socket) => lost.add(socket));
        if (!lost.has(from)) to.write(chunk);
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: ours } = server.address() as AddressInfo;
  return {
    url: (database) => `postgres://${user}@127.0.0.1:${ours}/${database}`,
    swallow: (everything) => { hole = everything; },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
