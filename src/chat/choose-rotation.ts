import { findRotation, type RotationLine } from '../domain/oncall/find-rotation.ts';
import { listRotations } from '../domain/oncall/list-rotations.ts';
import { findTeam } from '../domain/people/find-team.ts';
import { notFound } from '../errors.ts';
import type { TextKey } from '../texts/say.ts';
import type { Answer } from './card.ts';
import type { Ask } from './command.ts';
import { cut, tame } from './notice.ts';

/** The rotation that a team and a name mean; one that is the only one needs no name. Of several the form asks. */
export async function chooseRotation(ask: Ask, { command, title, submit }: { command: string; title: TextKey; submit: TextKey }, named: { team?: string | undefined; rotation?: string | undefined }): Promise<RotationLine | Answer> {
  const { ctx, say } = ask;
  const team = named.team === undefined ? undefined : await findTeam(ctx, named.team);
  if (named.rotation !== undefined) return findRotation(ctx, named.rotation, team?.id);
  const all = await listRotations(ctx, { teamIds: team && [team.id] });
  if (all.length === 0) throw notFound('schedules.no_such_rotation');
  if (all.length === 1) return all[0]!;
  const choices = all.slice(0, 100).map((line) => ({ value: line.id, label: cut(tame(`${line.teamName}: ${line.name}`), 100) }));
  return { kind: 'form', form: { title: say(title), command, args: {}, submit: say(submit), fields: [{ name: 'rotation', label: say('schedules.rotation_one'), kind: 'choice', required: true, choices }] } };
}
