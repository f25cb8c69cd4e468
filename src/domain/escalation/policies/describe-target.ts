import type { TextKey, TextParams } from '../../../texts/say.ts';
import type { Target } from './step.ts';

/** Names by id, for what a step refers to. An id that is not in it is shown as it is. */
export type Names = ReadonlyMap<string, string>;

/** A target as it is listed. @param ownTeam the name of the team whose policy it is */
export function describeTarget(target: Target, names: Names, ownTeam: string): { key: TextKey; params: TextParams } {
  const named = (id: string) => names.get(id) ?? id;
  const team = 'team' in target && target.team !== undefined ? named(target.team) : ownTeam;
  switch (target.kind) {
    case 'ON_CALL':
      if (target.team !== undefined) return { key: 'policies.on_call_of', params: { level: target.level, team } };
      return target.level === 1 ? { key: 'policies.on_call', params: {} } : { key: 'policies.backup', params: { level: target.level } };
    case 'TEAM': return { key: 'policies.team', params: { team } };
    case 'MANAGERS': return { key: 'policies.managers', params: { team } };
    case 'USER': return { key: 'policies.user', params: { user: named(target.user) } };
    case 'EMAIL': return { key: 'policies.email', params: { address: target.address } };
    case 'CHANNEL':
      return target.platform === undefined ? { key: 'policies.channel', params: {} } : { key: 'policies.channel_named', params: { platform: target.platform, place: target.place ?? '' } };
  }
}
