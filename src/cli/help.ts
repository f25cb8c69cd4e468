import { exit, type Desk } from './deps.ts';
import { verbs } from './verbs.ts';

/** How one verb is called and what it does; without a verb, or with an unknown one, all of them, a line each. */
export function printHelp(name: string | undefined, { print, say }: Desk): 0 {
  const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb !== undefined) {
    print(say('cli.usage', { usage: `${name} ${verb.usage}`.trim() }));
    print(say(verb.about));
    return exit.ok;
  }
  print(say('cli.help_head'));
  print('');
  const lines: [string, string][] = [...Object.entries(verbs).map(([word, { about }]): [string, string] => [word, say(about)]), ['help', say('cli.about_help')], ['/…', say('cli.about_phrase')]];
  const width = Math.max(...lines.map(([word]) => word.length));
  for (const [word, about] of lines) print(`  ${word.padEnd(width)}  ${about}`);
  print('');
  print(say('cli.help_codes'));
  return exit.ok;
}
