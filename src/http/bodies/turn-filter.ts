import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { highestLevel } from '../../domain/oncall/level.ts';
import type { EntryPage } from '../../domain/oncall/read-entries.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { limitOf, type PageAsked } from '../paging.ts';
import { instantIn, reference } from '../shapes.ts';
import { spoken } from '../spoken.ts';

/** What lists of entries, overrides and turns are narrowed down by: a team, a person, a level, what touches [from, to). */
export const turnFilters = { team: reference.optional(), user: reference.optional(), level: z.coerce.number().int().min(1).max(highestLevel).optional(), from: instantIn.optional(), to: instantIn.optional() };
/** The verbs' words for fields, and references that lead nowhere, as the API calls them. */
export const turnSpeech = { refs: { 'errors.unknown_team': 'team', 'errors.unknown_user': 'user' }, fields: { to: 'end_time', starts: 'start_time', ends: 'end_time', zone: 'time_zone' } } as const;

/** Which page of entries or overrides is asked for, in which order. */
export function entryPage(asked: PageAsked & { ordering?: string | undefined }): EntryPage {
  const order = asked.ordering?.replace(/^-/, '') as EntryPage['order'];
  return { ...limitOf(asked), order, descending: asked.ordering?.startsWith('-') === true };
}

/** @throws AppError invalid for a team or person that is not there */
export async function turnFilter(ctx: Context, asked: { team?: string | undefined; user?: string | undefined; level?: number | undefined; from?: Date | undefined; to?: Date | undefined }) {
  const teamIds = asked.team === undefined ? undefined : [(await spoken(turnSpeech, findTeam(ctx, asked.team))).id];
  const userId = asked.user === undefined ? undefined : (await spoken(turnSpeech, findUser(ctx, asked.user))).id;
  return { teamIds, userId, level: asked.level, from: asked.from, to: asked.to };
}
