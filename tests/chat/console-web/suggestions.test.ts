import { expect, test } from 'vitest';
import { suggestions } from '../../../src/chat/console/web/suggestions.ts';

const press = (key: string) => ({ key, shiftKey: false, isComposing: false, preventDefault: () => {} });
const aList = () => suggestions(async (typed) => ['UTC', 'Europe/Paris'].filter((zone) => zone.includes(typed)).map((value) => ({ value, label: value })));

test('Tab takes what fits best of what was typed', async () => {
  const list = aList();
  await list.ask('Par');
  expect(list.key(press('Tab'))).toMatchObject({ value: 'Europe/Paris' });
});

test('Tab passes by a field into which nothing was typed, and takes what the arrow keys reached', async () => {
  const list = aList();
  await list.ask('', false);
  expect(list.choices.value).toHaveLength(2);
  expect(list.key(press('Tab'))).toBeUndefined();
  list.key(press('ArrowDown'));
  expect(list.key(press('Tab'))).toMatchObject({ value: 'UTC' });
});
