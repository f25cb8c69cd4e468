import type { TeamPlan } from '../../oncall/plan.ts';
import type { UrgencyRule } from '../../services/schema.ts';
import type { WorkingHours } from '../../people/schema.ts';
import type { MeansName } from '../../notifications/means.ts';
import type { TextKey, TextParams } from '../../../texts/say.ts';
import type { Policy } from '../policies/policy.ts';

/** Everything a simulation of the coming days looks at, read once. Instants are epoch milliseconds. */
export interface PreflightFacts {
  from: number;
  to: number;
  teams: readonly PreflightTeam[];
  people: ReadonlyMap<string, PreflightPerson>;
  /** Of each team its own policies; teams that have made none are not in it. */
  policies: ReadonlyMap<string, readonly Policy[]>;
  /** Is Slack or Discord in use at all? Where not, nobody misses it. */
  usesChat: boolean;
  /** Means that an active provider serves. */
  served: ReadonlySet<MeansName>;
}
export interface PreflightTeam {
  id: string;
  name: string;
  zone: string;
  workingHours: WorkingHours;
  plan: TeamPlan;
  /** Active people, by id. */
  members: readonly string[];
  managers: readonly string[];
  services: readonly { name: string; urgency: UrgencyRule }[];
  hasChatChannel: boolean;
  /** What keeps a platform from posting in its channel. */
  deadChannel: { key: TextKey; params: TextParams } | undefined;
}
export interface PreflightPerson {
  username: string;
  isActive: boolean;
  /** Has an account in Slack or Discord. */
  isLinked: boolean;
  contacts: readonly { means: MeansName; /** Verified, or set by an administrator. */ counts: boolean; /** The vendor's words, when nothing arrives there any more. */ bad: string | null }[];
}
