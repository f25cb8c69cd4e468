import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cpuOf } from './cpu.ts';
import { temporaryFolder } from './ours.ts';

/** Debian's Alertmanager as the reference: it keeps alerts in memory, and tells nobody or a webhook. */
export interface Alertmanager extends AsyncDisposable {
  url: string;
  cpu(): number;
}

const names = ['prometheus-alertmanager', 'alertmanager'];
const configuration = `route:
  receiver: nobody
  group_by: [service]
receivers:
  - name: nobody
`;
/** Each alert is a group of its own and told at once. */
const telling = (webhook: string): string => `route:
  receiver: webhook
  group_by: [service, alertname]
  group_wait: 0s
receivers:
  - name: webhook
    webhook_configs:
      - url: ${webhook}
`;

/** @param webhook where it tells of alerts; without it nobody is told @returns undefined when it is not installed; `apt-get install prometheus-alertmanager` brings it */
export async function startAlertmanager(webhook?: string): Promise<Alertmanager | undefined> {
  const program = names.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))).find(isProgram);
  if (program === undefined) return undefined;
  const folder = temporaryFolder();
  const port = await freePort();
  writeFileSync(join(folder, 'alertmanager.yml'), webhook === undefined ? configuration : telling(webhook));
  const child = spawn(program, [`--config.file=${join(folder, 'alertmanager.yml')}`, `--storage.path=${folder}`, `--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address=', '--log.level=error'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  while (child.exitCode === null && !(await fetch(`${url}/-/ready`).then((answer) => answer.ok, () => false))) await wait(20);
  return {
    url,
    cpu: () => cpuOf(child.pid!),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
