import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import type { Answer, Card, CommandAction } from '../../src/chat/card.ts';
import { plainAnswer } from '../../src/chat/plain.ts';
import type { Speaker, Visitor } from '../../src/chat/platform.ts';
import { createCode } from '../../src/domain/people/create-code.ts';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { aWorld, cardOf, type World } from '../world.ts';

const said = (answer: Answer) => plainAnswer(answer, { language: 'en', timeZone: 'UTC' });
const visitor = (more: Partial<Visitor> = {}): Speaker => ({ visitor: { platform: 'slack', chatUserId: 'U1', name: 'Zoe Quinn', isMember: true, ...more }, via: 'slack' });
const buttonOf = (card: Card, command: string): CommandAction | undefined => [...card.actions, ...(card.more ?? [])].find((action): action is CommandAction => 'command' in action && action.command === command);
const declared = (world: World, title = 'Redis is down') => world.say('bea', `/incident declare sev3 redis-prod ${title}`);
const refused = (answer: Answer) => buttonOf(cardOf(answer), 'access/request');

/** The admins' card, as it stands in the console. */
const adminsCard = (world: World, like: RegExp) => world.until(`a card like ${like}`, async () =>
  (await world.app.sql<{ card: Card }[]>`select card from console_messages m join console_places p on p.id = m.place_id join teams t on t.id = p.team_id where t.is_triage and m.key like 'access:%'`).map((row) => row.card).find((card) => like.test(card.title)));
/** A direct message to one of our people. */
const toldTo = (world: World, username: string, like: RegExp) => world.until(`${username} told ${like}`, async () =>
  (await world.app.sql<{ card: Card }[]>`select card from console_messages m join console_places p on p.id = m.place_id join users u on u.id = p.user_id where u.username = ${username} and m.key like any (array['access-told:%', 'linked:%'])`)
    .map((row) => plainAnswer({ kind: 'card', card: row.card, private: true }, { language: 'en', timeZone: 'UTC' })).find((text) => like.test(text)));
const statusOf = async (world: World) => (await world.app.sql<{ status: string }[]>`select status from incidents where number = 1`)[0]!.status;

const changes = ['/incident ack INC-1', '/incident resolve INC-1 over', '/incident declare sev3 "it is slow"', '/incident note INC-1 hello', '/incident severity INC-1 sev1', '/incident join INC-1', '/incident cant INC-1', '/page alice "come"', '/team create Ops', '/oncall set "SRE Core" @bea', '/user add zed', '/user role bea Admins', '/imas settings reset name:mute_hours'];

describe('a visitor', () => {
  test('of the home workspace looks as Viewers do, unless the setting says no; guests and strangers never', async () => {
    await using world = await aWorld();
    await declared(world);
    const looks = async (speaker: Speaker) => refused(await world.app.dispatch.phrase(speaker, '/incident show INC-1')) === undefined;
    expect([await looks(visitor()), await looks(visitor({ chatUserId: 'U2', isMember: false }))]).toEqual([true, false]);
    await setSetting(world.app.ctx, 'home_members_act_as_viewers', false);
    expect(await looks(visitor())).toBe(false);
  });

  test.each(['/incident declare', '/service create', '/incident note INC-1'])('is refused before a form for %s, not after it', async (phrase) => {
    await using world = await aWorld();
    await declared(world);
    expect(refused(await world.app.dispatch.phrase(visitor(), phrase))).toBeDefined();
    expect(await world.say('bea', phrase.replace('/service create', '/incident declare'))).toMatchObject({ kind: 'form' });
  });

  test('changes nothing: every refusal can be pressed to ask for access, and is in the audit log', async () => {
    await using world = await aWorld();
    await declared(world);
    for (const phrase of changes) {
      const answer = await world.app.dispatch.phrase(visitor(), phrase);
      expect([phrase, answer.kind === 'card' && answer.private, refused(answer)?.label]).toEqual([phrase, true, 'Request access']);
    }
    const rows = await world.app.sql<{ n: number }[]>`select count(*)::int as n from audit_log where action = 'permission.refused' and actor_kind = 'visitor' and actor_name = 'Zoe Quinn' and via = 'slack' and detail->>'chat_user' = 'U1'`;
    expect([rows[0]!.n, await statusOf(world)]).toEqual([changes.length, 'TRIGGERED']);
  });

  test('is answered by every command, whatever it is', async () => {
    await using world = await aWorld();
    await declared(world);
    const broken: string[] = [];
    for (const name of Object.keys(commands)) {
      for (const speaker of [visitor(), visitor({ isMember: false })]) {
        const answer = await world.app.dispatch.press(speaker, name, {});
        if (said(answer).includes('Something went wrong on our side')) broken.push(name);
      }
    }
    expect(broken).toEqual([]);
  });

  test('reads how to link, and links by a code; what was refused just before is carried out', async () => {
    await using world = await aWorld();
    await declared(world);
    expect(said(await world.app.dispatch.phrase(visitor(), '/imas link'))).toContain('npm run imas -- link-code NAME');
    await world.app.dispatch.press(visitor(), 'incident/ack', { incident: 'INC-1' });
    const code = await createCode(world.app.ctx, { userId: world.night.bea, purpose: 'link', minutes: 5 });
    expect(said(await world.app.dispatch.phrase(visitor(), `/imas link ${code}`))).toMatch(/This chat account is bea now[\s\S]*\/incident ack INC-1/);
    expect(await toldTo(world, 'bea', /carried out/)).toContain('INC-1 is yours');
    expect(await statusOf(world)).toBe('ACKNOWLEDGED');
  });
});

describe('a request for access', () => {
  test('is approved on the admins’ card: the person is told, what they wanted is carried out once, and the card says who did it', async () => {
    await using world = await aWorld();
    await declared(world);
    const button = refused(await world.app.dispatch.phrase(visitor(), '/incident ack INC-1'))!;
    expect(said(await world.app.dispatch.press(visitor(), button.command, button.args))).toContain('The admins have been asked');
    expect(said(await world.app.dispatch.press(visitor(), button.command, button.args))).toContain('You already asked at');
    const card = await adminsCard(world, /^Zoe Quinn asks for access$/);
    expect([card.actions.map((action) => action.label), card.more?.map((action) => action.label)]).toEqual([['Approve as Responders', 'Deny'], ['Approve as Admins', 'Approve as Auditors', 'Approve as Operators', 'Approve as Viewers']]);
    const approve = buttonOf(card, 'access/approve')!;
    expect(said(await world.press('bea', approve.command, approve.args))).toContain('change_group');
    expect(said(await world.press('ada', approve.command, approve.args))).toContain('zoe-quinn is in Responders now');
    expect(await toldTo(world, 'zoe-quinn', /as Responders/)).toContain('INC-1 is yours');
    expect((await adminsCard(world, /approved as Responders by ada/)).actions).toEqual([]);
    expect(said(await world.press('ada', approve.command, approve.args))).toContain('ada let Zoe Quinn in as Responders');
    expect((await world.app.sql`select 1 from timeline where kind = 'acknowledged'`)).toHaveLength(1);
  });

  test('made in Discord says that whoever asks is in the server', async () => {
    await using world = await aWorld();
    await declared(world);
    const asker: Speaker = { visitor: { platform: 'discord', chatUserId: '552828043170025486', name: 'Zoe Quinn', isMember: true }, via: 'discord' };
    const button = refused(await world.app.dispatch.phrase(asker, '/incident ack INC-1'))!;
    await world.app.dispatch.press(asker, button.command, button.args);
    expect(said({ kind: 'card', card: (await adminsCard(world, /^Zoe Quinn asks/))!, private: true })).toContain('Discord, member of the server · 552828043170025486');
  });

  test('of a person in the console gives them the group', async () => {
    await using world = await aWorld();
    await declared(world);
    const button = refused(await world.say('bea', '/incident resolve INC-1 over'));
    expect(button).toBeUndefined();
    const denied = refused(await world.say('bea', '/team create Ops'))!;
    await world.press('bea', denied.command, denied.args);
    const { args } = (await adminsCard(world, /^bea asks/)).more!.find((action) => action.args['group'] === 'Admins')!;
    await world.press('ada', 'access/approve', args);
    expect(await toldTo(world, 'bea', /as Admins/)).toContain('Ops');
    expect(await world.app.sql`select 1 from teams where name = 'Ops'`).toHaveLength(1);
  });

  test('that is denied leaves the wish alone', async () => {
    await using world = await aWorld();
    const denied = refused(await world.say('bea', '/team create Ops'))!;
    await world.press('bea', denied.command, denied.args);
    const { command, args } = buttonOf(await adminsCard(world, /^bea asks/), 'access/deny')!;
    await world.press('ada', command, args);
    await toldTo(world, 'bea', /denied your request/);
    expect((await adminsCard(world, /^bea: denied by ada/)).actions).toEqual([]);
    expect(await world.app.sql`select 1 from teams where name = 'Ops'`).toHaveLength(0);
  });

  test('is not offered to tokens, and secrets of what was refused are kept nowhere', async () => {
    await using world = await aWorld();
    const from: Speaker = { userId: world.night.bea, via: 'api' };
    expect(refused(await world.app.dispatch.phrase(from, '/team create Ops'))).toBeUndefined();
    const answer = await world.app.dispatch.press({ ...from, via: 'console' }, 'provider/add', { kind: 'NTFY', name: 'n', access_token: 'hush', server_url: 'https://ntfy.example.com', default_topic: 't' });
    expect(refused(answer)?.args).toEqual({});
    expect(await world.app.sql`select 1 from pending_actions`).toHaveLength(0);
  });
});
