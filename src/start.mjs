// Plain JavaScript on purpose: a system Node 20 cannot even parse the TypeScript of the rest.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const oldestNode = 24;
const needed = {
  en: `This program needs Node ${oldestNode} or newer and this is ${process.version}; run \`npm ci\` without --omit=optional, which brings the right one, then \`npm start\`.`,
  fr: `Ce programme demande Node ${oldestNode} ou plus récent et voici ${process.version} ; lancez \`npm ci\` sans --omit=optional, qui apporte le bon, puis \`npm start\`.`,
};

/** The Node that came with `npm ci`, one of the optional dependencies in package.json. */
function nodeFromNpm() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const names = [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`];
  const files = names.map((name) => fileURLToPath(new URL(`../node_modules/${name}/bin/node${system === 'win' ? '.exe' : ''}`, import.meta.url)));
  return files.find((file) => existsSync(file));
}

if (Number(process.versions.node.split('.')[0]) >= oldestNode) {
  await import('./start.ts');
} else {
  const node = nodeFromNpm();
  if (node) {
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, IMAS_STARTED_BY: String(process.pid) } });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
  } else {
    console.error(process.env.IMAS_LANGUAGE === 'fr' ? needed.fr : needed.en);
    process.exitCode = 1;
  }
}
