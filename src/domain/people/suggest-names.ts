import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { bestFirst } from '../best-first.ts';

/** Teams that somebody may mean by a part of their name, best first. @throws AppError forbidden */
export async function suggestTeams(ctx: Context, typed: string, limit: number): Promise<{ name: string; description: string }[]> {
  demand(ctx, 'view_team');
  const { contains, order } = bestFirst(ctx.sql, ctx.sql`lower(name)`, typed.trim().toLowerCase());
  return ctx.sql<{ name: string; description: string }[]>`select name, description from teams where ${contains} order by ${order} limit ${limit}`;
}

/** People with an active account that somebody may mean by a part of their username, best first. @throws AppError forbidden */
export async function suggestUsers(ctx: Context, typed: string, limit: number): Promise<{ username: string }[]> {
  demand(ctx, 'view_user');
  const { contains, order } = bestFirst(ctx.sql, ctx.sql`lower(username)`, typed.trim().toLowerCase());
  return ctx.sql<{ username: string }[]>`select username from users where is_active and ${contains} order by ${order} limit ${limit}`;
}

/** Which of these words, whatever their case, are the name of a team. @throws AppError forbidden */
export async function teamsNamed(ctx: Context, words: readonly string[]): Promise<string[]> {
  demand(ctx, 'view_team');
  return (await ctx.sql<{ name: string }[]>`select name from teams where lower(name) = any(${words.map((word) => word.toLowerCase())}::text[])`).map(({ name }) => name);
}

/** Which of these words, whatever their case, are the username of somebody with an active account. @throws AppError forbidden */
export async function usersNamed(ctx: Context, words: readonly string[]): Promise<string[]> {
  demand(ctx, 'view_user');
  return (await ctx.sql<{ username: string }[]>`select username from users where is_active and lower(username) = any(${words.map((word) => word.toLowerCase())}::text[])`).map(({ username }) => username);
}
