import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP port that leads to the socket of an embedded PostgreSQL, which itself listens on no network. */
export interface Door extends AsyncDisposable {
  /** Fit for DATABASE_URL. */
  url(database: string): string;
}

/** Opens it. Whoever comes while the server is away is turned away, as by a server that is away. */
export async function openDoor({ host, port, user }: { host: string; port: number; user: string }): Promise<Door> {
  const open = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(`${host}/.s.PGSQL.${port}`);
    for (const socket of [inner, outer]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        open.delete(socket);
        (socket === inner ? outer : inner).destroy();
      });
    }
    inner.pipe(outer).pipe(inner);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: ours } = server.address() as AddressInfo;
  return {
    url: (database) => `postgres://${user}@127.0.0.1:${ours}/${database}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
