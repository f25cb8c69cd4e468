import type { Say, TextKey } from '../texts/say.ts';

const targets = { ON_CALL: 'commands.target_on_call', TEAM: 'commands.target_team', MANAGERS: 'commands.target_managers', USER: 'commands.target_user', ADMINS: 'commands.target_admins', EMAIL: 'commands.target_email', PAGED: 'commands.target_paged' } as const satisfies Record<string, TextKey>;

/** As what somebody was paged. `ON_CALL 1` is level 1 of the on-call; see `reach`. */
export function targetWords(target: unknown, say: Say): string {
  const [kind = '', level] = typeof target === 'string' ? target.split(' ') : [];
  return kind in targets ? say(targets[kind as keyof typeof targets], { level: level ?? 1 }) : '–';
}

/** A policy by its name; the built-in ones have none that a reader would know, and one that is called like its team is that team's own. */
export const policyWords = (name: string, say: Say, team?: string): string => (name.startsWith('built-in') ? say('commands.built_in_policy') : name === team ? say('commands.own_policy') : name);
