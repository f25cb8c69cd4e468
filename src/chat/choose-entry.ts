import { databaseNow } from '../domain/clock.ts';
import type { ShiftLine } from '../domain/oncall/find-shift.ts';
import { listOverrides } from '../domain/oncall/list-overrides.ts';
import { listShifts } from '../domain/oncall/list-shifts.ts';
import { findTeam } from '../domain/people/find-team.ts';
import { findUser } from '../domain/people/find-user.ts';
import type { TextKey } from '../texts/say.ts';
import { reply } from './answer.ts';
import type { Answer, Choice } from './card.ts';
import { levelWords } from './cards/schedule.ts';
import type { Ask } from './command.ts';
import { sayMoment } from './moment-words.ts';

/** Selects of platforms hold no more. */
const mostChoices = 100;

interface Narrowing { team?: string | undefined; user?: string | undefined }
interface Choosing { kind: 'shift' | 'override'; command: string; title: TextKey; submit: TextKey }

/** An entry of the schedule, or an override, as people say it. */
export const entryChoice = (row: ShiftLine, ask: Ask, now: Date): Choice =>
  ({ value: row.id, label: `${row.username} · ${sayMoment(row.startsAt, ask, now)} – ${sayMoment(row.endsAt, ask, now)} · ${row.teamName}, ${levelWords(row.level, ask)}` });

/**
 * Which entry of the schedule, or which override, is meant: the id where team and person leave only one from now on,
 * otherwise the form that asks.
 */
export async function chooseEntry(ask: Ask, { kind, command, title, submit }: Choosing, narrow: Narrowing): Promise<string | Answer> {
  const { ctx, say } = ask;
  const team = narrow.team === undefined ? undefined : await findTeam(ctx, narrow.team);
  const userId = narrow.user === undefined ? undefined : (await findUser(ctx, narrow.user)).id;
  const now = await databaseNow(ctx);
  const filter = { teamIds: team && [team.id], userId, from: now };
  const rows = kind === 'shift' ? await listShifts(ctx, filter, mostChoices) : await listOverrides(ctx, filter, mostChoices);
  if (rows.length === 0) return reply({ title: say(kind === 'shift' ? 'schedules.no_entries' : 'schedules.no_overrides') });
  if (rows.length === 1 && userId !== undefined) return rows[0]!.id;
  const choices = rows.map((row) => entryChoice(row, ask, now));
  return { kind: 'form', form: { title: say(title), command, args: {}, submit: say(submit), fields: [{ name: 'entry', label: say('schedules.which'), kind: 'choice', required: true, choices }] } };
}
