import { userInfo } from 'node:os';
import type { Opened } from '../app.ts';
import { createCode } from '../domain/people/create-code.ts';
import { createFirstAdministrator } from '../domain/people/create-first-administrator.ts';
import { createSource } from '../domain/sources/create-source.ts';

/**
 * What the terminal says once the doors are open. The first start with the embedded database makes the administrator,
 * a source to try things with, and prints what to do next, in a few lines (spec §13).
 */
export async function firstWords({ ctx, ports, config, doors }: Opened): Promise<string[]> {
  const base = config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${doors!.port}`;
  const ready = `IMAS Manager is ready: ${base}/`;
  const [known] = await ctx.sql`select 1 from users u join user_groups g on g.user_id = u.id where g.group_name = 'Admins' limit 1`;
  if (known) return [ready, '  Sign-in link: npm run imas -- link-code NAME · help: npm run imas -- help'];
  if (config.DATABASE_URL !== undefined) return [ready, '  There is no administrator yet. Make one: npm run imas -- create-admin NAME EMAIL'];

  const name = /^[a-z][a-z0-9._-]*$/.test(userInfo().username) && userInfo().username !== 'root' ? userInfo().username : 'admin';
  const admin = await createFirstAdministrator(ctx, name, `${name}@localhost.localdomain`);
  const signIn = await createCode(ctx, { userId: admin.userId, purpose: 'sign-in', minutes: 15 });
  const { token } = await createSource(ctx, { name: 'first', kind: 'custom', defaultSeverity: 'SEV2_HIGH' }, ports);
  return [
    ready,
    '',
    `  1. Sign in as ${admin.username} (this link works once, for 15 minutes):`,
    `     ${base}/sign-in#code=${signIn}`,
    ...(config.HOST === '127.0.0.1' ? [`     From another computer first: ssh -L ${doors!.port}:127.0.0.1:${doors!.port} ${userInfo().username}@THIS-MACHINE`] : []),
    '  2. Raise a first alert:',
    `     curl -s -X POST ${base}/api/v1/webhooks/custom/ -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"alert_name":"Hello","severity":"sev2"}'`,
    '  3. Connect Alertmanager: type /source create in the console; it answers with the finished configuration.',
    '     Slack: type /imas setup slack there; Discord: /imas setup discord.',
    `  API token of ${admin.username} (shown this once): ${admin.token}`,
    '  Stop with Ctrl-C; everything is kept. Another sign-in link: npm run imas -- link-code ' + admin.username,
  ];
}
