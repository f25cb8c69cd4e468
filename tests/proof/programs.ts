import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

export interface Program extends AsyncDisposable { said(): string }

/** A program of Debian's, ended with the test. Resolves when its output matches. @throws when it ends before */
export async function aProgram(path: string, args: readonly string[], ready: RegExp, cwd: string): Promise<Program> {
  const child = spawn(path, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const isReady = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (ready.test(said)) isReady.resolve();
    });
  }
  const gone = once(child, 'close');
  await Promise.race([isReady.promise, gone.then(() => Promise.reject(new Error(`${path} ended: ${said}`)))]);
  return {
    said: () => said,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** A port that was free a moment ago, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
