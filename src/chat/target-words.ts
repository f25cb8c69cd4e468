import type { Say, TextKey } from '../texts/say.ts';

const targets = { ON_CALL: 'why.target_on_call', TEAM: 'why.target_team', MANAGERS: 'why.target_managers', USER: 'why.target_user', ADMINS: 'why.target_admins', EMAIL: 'why.target_email', PAGED: 'why.target_paged' } as const satisfies Record<string, TextKey>;

/** As what somebody was paged. `ON_CALL 1` is level 1 of the on-call; see `reach`. */
export function targetWords(target: unknown, say: Say): string {
  const [kind = '', level] = typeof target === 'string' ? target.split(' ') : [];
  return kind in targets ? say(targets[kind as keyof typeof targets], { level: level ?? 1 }) : '–';
}

/** A policy by its name; the built-in ones have none that a reader would know, and one that is called like its team is that team's own. */
export const policyWords = (name: string, say: Say, team?: string): string => (name.startsWith('built-in') ? say('why.built_in_policy') : name === team ? say('commands.own_policy') : name);
