import { describe, expect, test } from 'vitest';
import { signInByCode } from '../../src/domain/people/start-session.ts';
import { actorByToken } from '../../src/domain/people/actor-by-token.ts';
import { nobody } from '../database.ts';
import { aDesk, anAdministrator } from './a-desk.ts';

describe('create-admin', () => {
  test('prints one line of JSON with user, link code and a token that works', async () => {
    await using desk = await aDesk();
    const { code, out, err } = await desk.run('create-admin', 'Ana', 'ana@example.org', '--json');
    expect({ code, err, lines: out.length }).toEqual({ code: 0, err: [], lines: 1 });
    const made = JSON.parse(out[0]!) as Record<string, string>;
    expect(Object.keys(made)).toEqual(['user', 'link_code', 'token']);
    expect(await actorByToken(desk.database.ctx(nobody), made['token']!)).toMatchObject({ username: 'ana' });
  });
  test('is repeatable: the same account, a new token', async () => {
    await using desk = await aDesk();
    const first = JSON.parse((await desk.run('create-admin', 'ana', 'ana@example.org', '--json')).out[0]!) as Record<string, string>;
    const second = JSON.parse((await desk.run('create-admin', 'ana', 'ana@example.org', '--json')).out[0]!) as Record<string, string>;
    expect(second['user']).toBe(first['user']);
    expect(second['token']).not.toBe(first['token']);
    expect(await desk.database.sql`select from users`).toHaveLength(1);
  });
  test('closes what it opened, also when it fails', async () => {
    await using desk = await aDesk();
    expect((await desk.run('create-admin', 'ana', 'no address')).code).toBe(1);
    expect([desk.opened, desk.closed]).toEqual([['imas create-admin'], 1]);
  });
  test('is told in the audit log as the person at this machine', async () => {
    await using desk = await aDesk();
    await desk.run('create-admin', 'ana', 'ana@example.org');
    const rows = await desk.database.sql<{ actor: string }[]>`select distinct actor_name as actor from audit_log`;
    expect(rows.map(({ actor }) => actor)).toEqual([expect.stringContaining('(command line)')]);
  });
});

test('create-token prints one line of JSON with a token of that person', async () => {
  await using desk = await aDesk();
  await anAdministrator(desk, 'bea');
  const { code, out } = await desk.run('create-token', '@bea', '--json');
  expect({ code, lines: out.length }).toEqual({ code: 0, lines: 1 });
  const { token } = JSON.parse(out[0]!) as { token: string };
  expect(await actorByToken(desk.database.ctx(nobody), token)).toMatchObject({ username: 'bea' });
});

test('create-token for somebody unknown names the nearest', async () => {
  await using desk = await aDesk();
  await anAdministrator(desk, 'beatrice');
  const { code, err } = await desk.run('create-token', 'beatrise');
  expect(code).toBe(1);
  expect(err.join('\n')).toContain('Did you mean beatrice?');
});

test('link-code prints a link that signs in to the console once', async () => {
  await using desk = await aDesk();
  await anAdministrator(desk, 'bea');
  const { out } = await desk.run('link-code', 'bea', '--json');
  const { user, sign_in_link: link } = JSON.parse(out[0]!) as Record<string, string>;
  expect(user).toBe('bea');
  const code = new URL(link!).hash.slice('#code='.length);
  expect(await signInByCode(desk.database.ctx(nobody), code)).toBeDefined();
  await expect(signInByCode(desk.database.ctx(nobody), code)).rejects.toMatchObject({ key: 'people.code_invalid' });
});
