import type { Config } from '../config.ts';
import { whoAnswers } from '../domain/oncall/who-is-on-call.ts';
import type { Say } from '../texts/say.ts';
import type { OpenApp } from './deps.ts';
import type { Finding } from './finding.ts';

/** What only the opened product knows: that the key opened the secrets is said by its being open at all. */
export async function checkProduct({ ctx, ports }: Pick<OpenApp, 'ctx' | 'ports'>, { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, say: Say): Promise<Finding[]> {
  const health = await ports.health();
  const [row] = await ctx.sql<[{ administrators: number; sources: number }]>`
    select (select count(*)::int from users u where u.is_active and exists (select from user_groups g where g.user_id = u.id and g.group_name = 'Admins')) as administrators,
      (select count(*)::int from sources where is_active) as sources`;
  const unmanned = (await whoAnswers(ctx, {})).filter(({ level, userId }) => level === 1 && userId === null).map(({ teamName }) => teamName);
  return [
    { state: 'ok', text: say('cli.key_good') },
    row.administrators === 0 ? { state: 'fail', text: say('cli.no_administrator') } : { state: 'ok', text: say('cli.administrators', { n: row.administrators }) },
    row.sources === 0 ? { state: 'warn', text: say('cli.no_sources') } : { state: 'ok', text: say('cli.sources', { n: row.sources }) },
    ...unmanned.map((team): Finding => ({ state: 'warn', text: say('cli.nobody_on_call', { team }) })),
    ...(health.providers.length === 0 && ports.lockedKinds.length === 0 ? [{ state: 'warn' as const, text: say('cli.no_providers') }] : []),
    ...health.providers.map(({ name, kind, ok, detail }): Finding => ({ state: ok ? 'ok' : 'fail', text: say(ok ? 'cli.provider_good' : 'cli.provider_bad', { name, kind, why: detail }) })),
    health.timers.oldestLateSeconds < 60
      ? { state: 'ok', text: say('cli.nothing_late', { n: health.timers.waiting }) }
      : { state: 'fail', text: say('cli.late', { n: Math.round(health.timers.oldestLateSeconds) }) },
    health.deadLetters === 0 ? { state: 'ok', text: say('cli.no_dead_letters') } : { state: 'warn', text: say('cli.dead_letters', { n: health.deadLetters }) },
    PUBLIC_URL === undefined ? { state: 'warn', text: say('cli.no_public_url', { url: ports.baseUrl }) } : { state: 'ok', text: say('cli.public_url', { url: PUBLIC_URL }) },
  ];
}
