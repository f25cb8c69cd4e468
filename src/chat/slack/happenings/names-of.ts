import type { HappeningParts } from './parts.ts';

/** A message that names a whole company is not worth more questions than this. */
const most = 20;

/** How people of Slack are called here: by their account, else as Slack shows them. */
export async function namesOf({ ctx, people }: Pick<HappeningParts, 'ctx' | 'people'>, slackUserIds: readonly string[]): Promise<{ names: Map<string, string>; accounts: Map<string, string> }> {
  const rows = await ctx.sql<{ id: string; username: string; slack: string }[]>`select id, username, slack_user_id as slack from users where slack_user_id = any(${[...slackUserIds]}::text[])`;
  const names = new Map(rows.map((row) => [row.slack, row.username]));
  const others = slackUserIds.filter((id) => !names.has(id)).slice(0, most);
  await Promise.all(others.map(async (id) => { names.set(id, (await people.profile(id)).name); }));
  return { names, accounts: new Map(rows.map((row) => [row.slack, row.id])) };
}
