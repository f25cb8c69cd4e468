import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A database's network that can fail: through, cut (refuses and hangs up), or silent (takes everything, says nothing). */
export interface Proxy extends AsyncDisposable {
  port: number;
  set(mode: 'through' | 'cut' | 'silent'): void;
}

/** In front of a PostgreSQL at a socket's folder or a host. */
export async function aProxy(to: { host: string; port: number }): Promise<Proxy> {
  let mode: 'through' | 'cut' | 'silent' = 'through';
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (mode === 'cut') return void near.destroy();
    const far = to.host.startsWith('/') ? connect(`${to.host}/.s.PGSQL.${to.port}`) : connect(to.port, to.host);
    for (const [from, into] of [[near, far], [far, near]] as const) {
      open.add(from);
      from.on('data', (bytes) => { if (mode === 'through') into.write(bytes); });
      from.on('error', () => undefined);
      from.on('close', () => { open.delete(from); into.destroy(); });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      mode = next;
      // What was swallowed while it was silent is lost: such a connection never recovers.
      for (const socket of open) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
