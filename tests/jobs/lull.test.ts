import { expect, test } from 'vitest';
import { makeLull } from '../../src/jobs/lull.ts';

test('what several were asked is done together once the last of them has answered', async () => {
  const lull = makeLull();
  const happened: string[] = [];
  const answers = ['a', 'b'].map((name) => ({ name, asked: Promise.withResolvers<void>() }));
  const all = answers.map(async ({ name, asked }) => {
    await lull.ask(() => asked.promise);
    happened.push(`${name} answered`);
    await lull.come();
    happened.push(`${name} written`);
  });
  for (const { asked } of answers) asked.resolve();
  await Promise.all(all);
  expect(happened).toEqual(['a answered', 'b answered', 'a written', 'b written']);
});

test('nothing waits for one that does not answer', async () => {
  const lull = makeLull();
  const silent = Promise.withResolvers<void>();
  const asked = lull.ask(() => silent.promise);
  await lull.ask(async () => undefined);
  await lull.come();
  silent.resolve();
  await asked;
});

test('where nobody is asked, nothing waits', async () => {
  await makeLull().come();
});
