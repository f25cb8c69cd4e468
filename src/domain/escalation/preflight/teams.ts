import type { PreflightFacts, PreflightTeam } from './facts.ts';
import type { Finding } from './finding.ts';
import { nameOf } from './policies.ts';

/** A team without a channel or with a dead one, and rotations that rotate nothing. */
export function teamFindings(team: PreflightTeam, facts: PreflightFacts): Finding[] {
  const args = { team: team.name };
  const common = { teamId: team.id, at: facts.from };
  const fix: Finding['fix'] = { label: 'oncallCheck.fix_channel', command: 'team/channel', args };
  const alone = team.plan.rotations.filter(({ endsAt }) => endsAt === null || endsAt > facts.to)
    .map((rotation) => ({ ...rotation, left: rotation.members.filter((id) => team.plan.active.has(id)) })).filter(({ left }) => left.length === 1);
  return [
    ...(facts.usesChat && !team.hasChatChannel && team.services.length > 0 ? [{ ...common, id: `channel:${team.id}`, rank: 3, key: 'oncallCheck.no_channel', params: args, fix } as const] : []),
    ...(team.deadChannel === undefined ? [] : [{ ...common, id: `dead-channel:${team.id}`, rank: 2, key: 'oncallCheck.dead_channel', params: args, words: { target: team.deadChannel }, fix } as const]),
    ...alone.map((rotation) => ({
      ...common, id: `rotation-of-one:${rotation.id}`, rank: 3, key: 'oncallCheck.rotation_of_one', params: { ...args, rotation: rotation.name, name: nameOf(rotation.left[0]!, facts) },
      fix: { label: 'oncallCheck.fix_rotation', command: 'oncall/rotation-edit', args: { team: team.name, rotation: rotation.id } },
    } as const)),
  ];
}
