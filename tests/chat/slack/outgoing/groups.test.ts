import { describe, expect, test } from 'vitest';
import { outgoing } from './parts.ts';

const [alice, bea] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'] as const;

describe('a user group of Slack', () => {
  test('becomes whoever is given, and says whom Slack does not know', async () => {
    await using it = await outgoing();
    const [old, ours] = [it.fake.addUser({ name: 'Old' }), it.fake.addUser({ name: 'Alice' })];
    const group = it.fake.addGroup('sre', [old.id]);
    it.linked.set(alice, ours.id);
    expect(await it.platform.syncGroup(group.id, [alice, bea])).toEqual([bea]);
    expect(it.fake.world.groups.get(group.id)!.users).toEqual([ours.id]);
  });
  test('stays as it is where nobody is known: Slack is not even asked', async () => {
    await using it = await outgoing();
    const old = it.fake.addUser({ name: 'Old' });
    const group = it.fake.addGroup('sre', [old.id]);
    expect(await it.platform.syncGroup(group.id, [bea])).toEqual([bea]);
    expect(it.fake.world.groups.get(group.id)!.users).toEqual([old.id]);
    expect(it.fake.calls.filter(({ method }) => method === 'usergroups.users.update')).toHaveLength(0);
  });
  test('refuses a guest for good, in words that say what to do', async () => {
    await using it = await outgoing();
    it.linked.set(alice, it.fake.addUser({ name: 'Guest', isGuest: true }).id);
    const group = it.fake.addGroup('sre', [it.fake.addUser({ name: 'Old' }).id]);
    await expect(it.platform.syncGroup(group.id, [alice])).rejects.toMatchObject({ retry: false, gone: false, key: 'slackFaults.group_members' });
  });
  test('that was deleted is refused as that, not as a channel', async () => {
    await using it = await outgoing();
    it.linked.set(alice, it.fake.addUser({ name: 'Alice' }).id);
    await expect(it.platform.syncGroup('S0GONE', [alice])).rejects.toMatchObject({ retry: false, gone: false, key: 'slackFaults.group_gone' });
  });
});
