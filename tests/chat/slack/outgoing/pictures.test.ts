import { expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import { channel, outgoing } from './parts.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="red"/></svg>';
const pictured = (title = 'SRE') => cardOf({ title, blocks: [{ kind: 'picture', svg, alt: 'On call: alice' }] });

test('a picture is uploaded as PNG and shown within the card, once Slack is ready with it', async () => {
  await using it = await outgoing();
  const { id } = it.fake.addChannel({ name: 'sre' });
  await it.platform.say(channel(id), pictured(), { key: 'one' });
  const [fileId, file] = [...it.fake.world.files][0]!;
  expect([file.content.subarray(1, 4).toString(), file.channel]).toEqual(['PNG', undefined]);
  expect(it.fake.world.messages.at(-1)!.blocks.find((block) => block['type'] === 'image')).toMatchObject({ slack_file: { id: fileId }, alt_text: 'On call: alice' });
});

test('the same picture is uploaded once, however often its card is drawn', async () => {
  await using it = await outgoing();
  const { id } = it.fake.addChannel({ name: 'sre' });
  const posted = await it.platform.say(channel(id), pictured(), { key: 'one' });
  await it.platform.edit(posted, pictured('SRE, again'));
  expect(it.fake.callsOf('files.getUploadURLExternal')).toHaveLength(1);
});

test.each([['its scope is missing', 'files.getUploadURLExternal', 'missing_scope'], ['Slack does not finish it', 'files.completeUploadExternal', 'internal_error']])('where %s, the words stand instead, and the card is there', async (_, method, error) => {
  await using it = await outgoing();
  const { id } = it.fake.addChannel({ name: 'sre' });
  it.fake.fail(method, { error });
  await it.platform.say(channel(id), pictured(), { key: 'one' });
  const { blocks } = it.fake.world.messages.at(-1)!;
  expect(blocks.map((block) => block['type'])).toEqual(['header', 'section']);
  expect(JSON.stringify(blocks)).toContain('On call: alice');
});
