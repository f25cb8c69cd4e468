import { Socket } from 'node:net';

/**
 * A network that swallows everything without a word (a firewall that forgot the connection, a host that vanished) leaves
 * a query without an answer until TCP gives up, which takes a quarter of an hour. This socket is given up when what was
 * sent has stayed unanswered for `patienceMs`, and its queries fail as with any lost connection (promise R3). Not seen by
 * it: connections that the driver encrypts, which pass below.
 * @returns the driver's option `socket`; of several hosts the next one is tried each time
 */
export function socketFor(patienceMs: number): (options: { host: readonly string[]; port: readonly number[] }) => Socket {
  let turn = 0;
  return ({ host, port }) => {
    const at = turn++ % port.length;
    // The driver asks for encryption by these names. Connecting gives a socket its own `write`, so this comes first.
    const socket = Object.assign(new Socket(), { host: host[at]!, port: port[at]! }).connect(port[at]!, host[at]!);
    let waitingSince: number | undefined;
    // Listeners would not do: the driver takes them off.
    const { write, push, destroy } = socket;
    socket.write = ((...args: Parameters<Socket['write']>) => {
      waitingSince ??= performance.now();
      return write.apply(socket, args);
    }) as Socket['write'];
    socket.push = (...args) => {
      waitingSince = undefined;
      return push.apply(socket, args);
    };
    const look = setInterval(() => {
      // Without an error: the driver forgets what it was given between one and the end of the connection.
      if (waitingSince !== undefined && performance.now() - waitingSince >= patienceMs) socket.destroy();
    }, Math.min(1000, patienceMs / 2)).unref();
    socket.destroy = (error) => {
      clearInterval(look);
      return destroy.call(socket, error) as typeof socket;
    };
    return socket;
  };
}
