import { readFile } from 'node:fs/promises';
import type { Context } from '../context.ts';
import { findTeam } from '../domain/people/find-team.ts';
import type { Ports, SampleSignal } from '../domain/ports.ts';
import { explainPlacing, type Explanation } from '../domain/sources/explain-placing.ts';
import { findSource } from '../domain/sources/find-source.ts';
import { loadDirectory } from '../domain/sources/load-directory.ts';
import { testRules } from '../domain/sources/test-rules.ts';
import { invalid, notFound } from '../errors.ts';
import { exit, type Given, type VerbRun } from './deps.ts';
import { pagesOf } from './simulate-pages.ts';
import { placingLines } from './simulate-placing.ts';

/**
 * What would become of an alert now: the rule, the service, the policy, the people and by what they would be told.
 * The alert is a JSON file as the tool posts it, or labels. Stores nothing and tells nobody.
 */
export const run: VerbRun = async (given, { print, error, say, withApp }) => {
  const [source, file] = given.words;
  const hasLabels = given.values.has('label');
  if ((file === undefined) === !hasLabels) {
    error(say('cli.file_or_labels'));
    return exit.wrongUsage;
  }
  const body = file === undefined ? undefined : await bodyOf(file);
  return withApp('imas simulate', async ({ ctx, ports }) => {
    const explained = body === undefined ? [await explainLabels(ctx, source!, given)] : await testRules(ctx, source!, body, ports);
    for (const one of explained) await printOne(ctx, ports, one);
    if (explained.length > 0) return exit.ok;
    error(say('cli.no_alert_inside'));
    return exit.failed;
  });

  async function printOne(ctx: Context, ports: Ports, explanation: Explanation): Promise<void> {
    const { placing, signal } = explanation;
    const directory = await loadDirectory(ctx.sql);
    print(say('cli.simulated_alert', { name: signal.name }));
    const team = placing.dropped ? undefined : (await findTeam(ctx, placing.teamId)).name;
    for (const line of placingLines(explanation, directory, team, say)) print(`  ${line}`);
    if (!placing.dropped) for (const line of await pagesOf(ctx, ports, placing, say)) print(`  ${line}`);
  }
};

async function bodyOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw invalid('cli.unreadable_file', { file, why: (cause as NodeJS.ErrnoException).code ?? '' }, { cause });
  }
}

async function explainLabels(ctx: Context, sourceRef: string, { values }: Given): Promise<Explanation> {
  const labels = new Map((values.get('label') ?? []).map((text): [string, string] => {
    const at = text.indexOf('=');
    if (at < 1) throw invalid('cli.bad_label', { text });
    return [text.slice(0, at), text.slice(at + 1)];
  }));
  const { id, name } = await findSource(ctx, sourceRef);
  const directory = await loadDirectory(ctx.sql);
  const source = directory.sources.get(id);
  if (!source) throw notFound('sources.unknown_source', { name });
  const severityWord = (values.get('severity')?.at(-1) ?? labels.get('severity'))?.toLowerCase();
  const signal: SampleSignal = { name: labels.get('alertname') ?? 'simulated', fingerprint: 'simulated', severityWord, service: undefined, team: undefined, labels };
  return explainPlacing(signal, source, directory);
}
