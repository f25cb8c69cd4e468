import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import { nativeOption } from '../../src/chat/discord/native-option.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { optionsOf } from '../../src/chat/option-info.ts';
import { drawModal } from '../../src/chat/slack/render/modal.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { sayIn } from '../../src/texts/say.ts';
import { someone } from '../domain/people/someone.ts';
import { aConversation } from './commands/conversation.ts';

type Talk = Awaited<ReturnType<typeof aConversation>>;
const known = Object.entries(commands).flatMap(([name, { options }]) => optionsOf(options).filter((option) => option.known !== undefined).map((option) => [name, option.name] as const));

describe('what an option can be', () => {
  let talk: Talk;
  beforeAll(async () => {
    talk = await aConversation('Admins');
    const { sql, ctx } = talk.database;
    const { id } = await createTeam(ctx(), { name: 'SRE' });
    await sql`insert into providers (name, kind, config, priority) values ('Mail', 'SMTP', '{}', 1), ('Night mail', 'SMTP', '{}', 2)`;
    await sql`insert into rotations (team_id, name, level, position, time_zone, starts_at, every, unit, handover_time) values (${id}, 'primary', 1, 1, 'UTC', now(), 1, 'weeks', '09:00')`;
    const [service] = await sql<{ id: string }[]>`insert into services (name, owner_team_id) values ('Redis', ${id}) returning id`;
    await sql`insert into service_names (name, service_id, is_alias) values ('redis', ${service!.id}, false), ('kv', ${service!.id}, true)`;
    await talk.say('/source create alertmanager Prom');
    await talk.say('/rule add Prom "severity=critical" drop:yes name:loud');
    await talk.say('/token create ci');
  });
  afterAll(() => talk[Symbol.asyncDispose]());
  const asSomebody = async <T>(userId: string, work: () => Promise<T>): Promise<T> => {
    talk.as({ userId });
    return work().finally(() => talk.as({ userId: talk.userId }));
  };

  test.each<[what: string, command: string, option: string, typed: string, around: Record<string, string>, first: string[]]>([
    ['a setting', 'imas/settings', 'name', 'storm m', {}, ['storm_minutes']],
    ['a setting by what it is for', 'imas/settings', 'name', 'sound', {}, ['sound']],
    ['yes and no of a setting', 'imas/settings', 'value', '', { name: 'room_private' }, ['yes', 'no']],
    ['the words of a setting', 'imas/settings', 'value', 'ev', { name: 'who_may_declare' }, ['everyone']],
    ['nothing of a setting that is a number', 'imas/settings', 'value', '', { name: 'storm_minutes' }, []],
    ['a provider', 'provider/edit', 'provider', 'mail', {}, ['Mail', 'Night mail']],
    ['a token', 'token/revoke', 'token', '', {}, ['ci']],
    ['what a token may', 'token/create', 'scopes', 'view_incident, add_inc', {}, ['view_incident, add_incident', 'view_incident, add_incidentcomment']],
    ['a group', 'user/role', 'groups', 'aud', {}, ['Auditors']],
    ['another group', 'user/role', 'groups', 'Auditors, op', {}, ['Auditors, Operators']],
    ['people of a rotation', 'oncall/rotation-create', 'members', '@a', {}, ['@ann']],
    ['a time zone', 'team/edit', 'time_zone', 'new york', {}, ['America/New_York']],
    ['a topic of help', 'imas/help', 'command', 'incident a', {}, ['incident ack', 'incident assign', 'incident ack all']],
    ['a job', 'imas/jobs', 'run', 'check', {}, ['check-pending-escalations']],
    ['a rotation of a team', 'oncall/rotation', 'rotation', '', { team: 'SRE' }, ['primary']],
    ['a rule of a source', 'rule/remove', 'rule', '', { source: 'Prom' }, ['loud']],
    ['a rule of the only source', 'rule/move', 'rule', 'lo', {}, ['loud']],
    ['an alias', 'service/alias', 'alias', '', { service: 'Redis' }, ['kv']],
    ['whom a step tells', 'escalation/step', 'who', 'on-call, man', {}, ['on-call, managers']],
    ['by what it tells them', 'escalation/step', 'means', 'SMS, vo', {}, ['SMS, VOICE']],
    ['what was done of late', 'imas/audit', 'action', 'token', {}, ['token.created']],
    ['a tool', 'imas/setup', 'kind', 'alert', {}, ['alertmanager']],
    ['whose audit', 'imas/audit', 'actor', 'an', {}, ['@ann']],
  ])('is offered: %s', async (_, command, option, typed, around, first) => {
    expect((await talk.offered(command, option, typed, around)).slice(0, Math.max(1, first.length))).toEqual(first);
  });

  test.each(known)('of %s, %s, 25 at most, and nothing of a name that there is not', async (command, option) => {
    expect((await talk.offered(command, option, '')).length).toBeLessThanOrEqual(25);
    expect(await talk.offered(command, option, 'xyzzy', { team: 'xyzzy', service: 'xyzzy', source: 'xyzzy', user: 'xyzzy' })).toEqual([]);
  });

  test('is told to nobody who may not see it', async () => {
    const said = async (userId: string, from: typeof known) => asSomebody(userId, async () => {
      const offered = [];
      for (const [command, option] of from) offered.push(...await talk.offered(command, option, '', { team: 'SRE', service: 'Redis', source: 'Prom', user: 'ann', name: 'storm_minutes' }));
      return offered;
    });
    const vic = await someone(talk.database, 'vic', 'Viewers');
    const mia = await someone(talk.database, 'mia');
    expect(await said(vic, [['provider/edit', 'provider'], ['token/revoke', 'token'], ['imas/audit', 'action'], ['user/contact', 'address']])).toEqual([]);
    // What everybody can read in the handbook: settings, tools, means, zones, and what may be said to help.
    const all = await said(mia, known.filter(([, option]) => !['time_zone'].includes(option)));
    expect(all.filter((word) => /Mail|primary|loud|kv|^ci$|@|SRE|Redis|Prom|Admins|view_|created|check-|example/.test(word))).toEqual([]);
  });

  test('is offered to fields that a command names itself', async () => {
    await talk.say('/user add zed');
    expect(await talk.offered('user/disable', 'lead:1', 'ze')).toEqual(['@zed']);
    expect(await talk.offered('user/disable', 'lead:1', 'no')).toEqual(['none']);
    expect(await talk.offered('provider/add', 'host', '')).toEqual([]);
  });
  test('completes in a phrase, with what was typed before', async () => {
    expect(await talk.completed('/provider edit ni')).toContain('"Night mail"');
    expect((await talk.completed('/oncall rotation SRE '))[0]).toBe('primary');
    expect((await talk.completed('/imas settings sound '))).toEqual(expect.arrayContaining(['yes', 'no']));
  });

  test('is completed by Discord’s commands and searched in Slack’s forms', () => {
    for (const [command, option] of known) {
      const it = optionsOf(commands[command]!.options).find(({ name }) => name === option)!;
      expect(nativeOption(it)).toMatchObject({ type: 3, autocomplete: true });
      const { view } = drawModal(formOf(command, commands[command]!, { args: {} }, sayIn('en')), { say: sayIn('en'), carry: {} });
      const drawn = view.blocks.find((block) => block.block_id?.endsWith(`:${option}`));
      expect(drawn).toMatchObject({ element: { type: it.known!.ordered === true ? 'plain_text_input' : it.known!.several === true ? 'multi_external_select' : 'external_select' } });
    }
  });

  test('is chosen in Discord’s forms, where nothing else can be meant', async () => {
    const form = async (command: string, values: Record<string, string> = {}) => (await talk.withNames(formOf(command, commands[command]!, { args: {}, values }, sayIn('en')))).fields;
    expect(await form('provider/enable')).toMatchObject([{ name: 'provider', kind: 'choice', choices: [{ value: 'Mail' }, { value: 'Night mail' }] }]);
    expect((await form('user/role', { groups: 'Admins, Viewers' }))[1]).toMatchObject({ kind: 'choices', value: 'Admins, Viewers' });
    expect((await form('user/role', { groups: 'Nobody' }))[1]).toMatchObject({ kind: 'text' });
    expect((await form('service/alias', { service: 'Redis' }))[1]).toMatchObject({ kind: 'text' });
    expect((await form('oncall/rotation-create', { team: 'SRE' }))[1]).toMatchObject({ kind: 'text' });
  });
});
