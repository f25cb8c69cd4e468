import type { Context } from '../../context.ts';
import { invalid } from '../../errors.ts';

/** Pairs `ROLE_ID=Group` with each group as it is called: a group that there is not would silently give nobody anything. @throws AppError invalid */
export async function namedGroups({ sql }: Pick<Context, 'sql'>, pairs: readonly string[]): Promise<string[]> {
  if (pairs.length === 0) return [];
  const called = new Map((await sql<{ name: string }[]>`select name from groups`).map(({ name }) => [name.toLowerCase(), name]));
  return pairs.map((pair) => {
    const [role, word] = pair.split('=') as [string, string];
    const name = called.get(word.toLowerCase());
    if (name === undefined) throw invalid('errors.unknown_group', { name: word }, { fields: { value: { key: 'errors.unknown_group', params: { name: word } } } });
    return `${role}=${name}`;
  });
}
