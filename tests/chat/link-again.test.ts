import { expect, test } from 'vitest';
import { imasLink } from '../../commands/imas/link.ts';
import type { Ask } from '../../src/chat/command.ts';
import { plainAnswer } from '../../src/chat/plain.ts';
import { sayIn } from '../../src/texts/say.ts';
import { as, aPeopledDatabase, someone } from '../domain/people/someone.ts';

test('whoever types a code although their chat account is linked reads who they are', async () => {
  await using db = await aPeopledDatabase();
  const id = await someone(db, 'bea');

  const ctx = db.ctx({ ...(await as(db, id)), via: 'slack' });
  const answer = await imasLink.run({ ctx, say: sayIn('en') } as Ask, { code: 'ABCD-1234' });
  expect(plainAnswer(answer, { language: 'en', timeZone: 'UTC' })).toMatch(/^This chat account is bea already\.\nNothing was changed/);
});
