import { readFile } from 'node:fs/promises';
import type { Context } from '../context.ts';
import { simulationCard } from '../chat/cards/simulation.ts';
import { plainCard } from '../chat/plain.ts';
import { readInstant } from '../chat/when.ts';
import { databaseNow } from '../domain/clock.ts';
import { simulateAlerts, simulateService } from '../domain/escalation/simulate.ts';
import type { SampleSignal } from '../domain/ports.ts';
import { explainPlacing, type Explanation } from '../domain/sources/explain-placing.ts';
import { findSource } from '../domain/sources/find-source.ts';
import { loadDirectory } from '../domain/sources/load-directory.ts';
import { testRules } from '../domain/sources/test-rules.ts';
import { invalid, notFound } from '../errors.ts';
import { exit, type Desk, type Given, type VerbRun } from './deps.ts';

/**
 * What would become of an alert, or of a service that breaks, now or at any instant: the rule, the service, the policy, the people and
 * by what they would be told; the same card as `/imas simulate`. An alert is a JSON file as the tool posts it, or
 * labels. Stores nothing and tells nobody.
 */
export const run: VerbRun = async (given, desk) => {
  const [what, file] = given.words;
  const hasLabels = given.values.has('label');
  if (file !== undefined && hasLabels) {
    desk.error(desk.say('cli.file_or_labels'));
    return exit.wrongUsage;
  }
  const body = file === undefined ? undefined : await bodyOf(file);
  return desk.withApp('imas simulate', async ({ ctx, ports }) => {
    const at = await instantOf(ctx, given, desk);
    const severity = given.values.get('severity')?.at(-1);
    const simulated = body !== undefined ? await simulateAlerts(ctx, await testRules(ctx, what!, body, ports), { at })
      : hasLabels ? await simulateAlerts(ctx, [await explainLabels(ctx, what!, given)], { at }) : [await simulateService(ctx, what!, { at, severity })];
    if (simulated.length === 0) {
      desk.error(desk.say('cli.no_alert_inside'));
      return exit.failed;
    }
    for (const line of plainCard(simulationCard({ say: desk.say, has: () => false }, simulated, at), desk).split('\n')) desk.print(line);
    return exit.ok;
  });
};

async function instantOf(ctx: Context, { values }: Given, { timeZone, language }: Desk): Promise<Date | undefined> {
  const typed = values.get('at')?.at(-1);
  if (typed === undefined) return undefined;
  const at = readInstant(typed, { now: await databaseNow(ctx), timeZone, language });
  if (at === undefined) throw invalid('chat.bad_moment', { word: typed.slice(0, 60) });
  return at;
}

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
