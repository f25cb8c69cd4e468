import type { TextKey } from '../texts/say.ts';
import type { VerbRun } from './deps.ts';

/** How a verb is called. Only what is asked for is loaded, so that help comes at once. */
export interface Verb {
  /** What follows the verb, as in a manual page. */
  usage: string;
  about: TextKey;
  /** How many words it takes, at least and at most. */
  takes: readonly [least: number, most: number];
  /** `flag` stands alone, `value` takes a value and may be repeated. */
  options: Readonly<Record<string, 'flag' | 'value'>>;
  load(): Promise<{ run: VerbRun }>;
}

export const verbs: Readonly<Record<string, Verb>> = {
  start: { usage: '', about: 'cli.about_start', takes: [0, 0], options: {}, load: () => import('./start.ts') },
  migrate: { usage: '', about: 'cli.about_migrate', takes: [0, 0], options: {}, load: () => import('./migrate.ts') },
  'create-admin': { usage: 'NAME EMAIL [--json]', about: 'cli.about_create_admin', takes: [2, 2], options: { json: 'flag' }, load: () => import('./create-admin.ts') },
  'create-token': { usage: 'USER [--name NAME] [--json]', about: 'cli.about_create_token', takes: [1, 1], options: { json: 'flag', name: 'value' }, load: () => import('./create-token.ts') },
  'link-code': { usage: 'USER [--json]', about: 'cli.about_link_code', takes: [1, 1], options: { json: 'flag' }, load: () => import('./link-code.ts') },
  simulate: { usage: '(SERVICE | SOURCE FILE.json | SOURCE --label NAME=VALUE …) [--severity WORD] [--at TIME]', about: 'cli.about_simulate', takes: [1, 2], options: { label: 'value', severity: 'value', at: 'value' }, load: () => import('./simulate.ts') },
  'slack-manifest': { usage: '[--socket] [--prefix acme-] [--commands incident,imas | all] [--name NAME]', about: 'slackSetup.about_manifest', takes: [0, 0], options: { socket: 'flag', prefix: 'value', commands: 'value', name: 'value' }, load: () => import('./slack-manifest.ts') },
  'discord-register': { usage: '[--direct-messages]', about: 'discordIncoming.about_register', takes: [0, 0], options: { 'direct-messages': 'flag' }, load: () => import('./discord-register.ts') },
  doctor: { usage: '', about: 'cli.about_doctor', takes: [0, 0], options: {}, load: () => import('./doctor.ts') },
};
