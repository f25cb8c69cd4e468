import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { chat, chatDiscord } from './chat.ts';
import { click, clickDiscord } from './click.ts';
import { escalation } from './escalation.ts';
import { idle } from './idle.ts';
import { intake, oneByOne } from './intake.ts';
import { oncall } from './on-call.ts';
import { repeat } from './repeat.ts';
import { lineOf } from './report.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';

/*
 * `npm run bench -- NAME [--quick] [--large] [--profile FOLDER]`; without a name it lists them.
 * A benchmark says what was measured and ends with exit code 0 whatever the figures are: machines differ.
 */
const benchmarks: Record<string, Benchmark> = { intake, 'one-by-one': oneByOne, repeat, escalation, chat, 'chat-discord': chatDiscord, click, 'click-discord': clickDiscord, storm, start, idle, oncall };

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false }, large: { type: 'boolean', default: false }, profile: { type: 'string' } } });
const chosen = positionals[0] === 'all' ? Object.keys(benchmarks) : positionals;
const unknown = chosen.filter((name) => !Object.hasOwn(benchmarks, name));

if (chosen.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no benchmark called ${unknown.join(', ')}.`);
  console.log('npm run bench -- NAME… [--quick] [--large] [--profile FOLDER]\n');
  for (const [name, { about }] of Object.entries(benchmarks)) console.log(`  ${name.padEnd(13)} ${about}`);
  process.exitCode = unknown.length > 0 ? 1 : 0;
}
for (const name of unknown.length > 0 ? [] : chosen) {
  console.log(`${name} · ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`);
  const figures = await benchmarks[name]!.run({ quick: values.quick, large: values.large, profile: values.profile, progress });
  progress('');
  for (const figure of figures) console.log(`  ${lineOf(figure)}`);
}

function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
  else if (line !== '') process.stderr.write(`${line}\n`);
}
