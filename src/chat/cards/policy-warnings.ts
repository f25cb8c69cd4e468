import type { Warning } from '../../domain/escalation/policies/warnings.ts';
import type { MeansName } from '../../domain/notifications/means.ts';
import type { Drawing } from '../command.ts';

/** What speaks against a policy, in a sentence. */
export function warningWords(warning: Warning, { say }: Pick<Drawing, 'say'>): string {
  switch (warning.kind) {
    case 'hole': return say('escalationCommands.warn_hole', { day: say(`escalationCommands.day_${warning.day as 1}`), time: warning.time });
    case 'nobody': return say('escalationCommands.warn_nobody', { step: warning.step, target: say(warning.target.key, warning.target.params) });
    case 'means': return say('escalationCommands.warn_means', { step: warning.step, who: warning.who, means: warning.means.map((means) => say(`cards.means_${means as MeansName}`)).join(', ') });
    case 'one person': return say('escalationCommands.warn_one_person', { who: warning.who });
    case 'chat only': return say('escalationCommands.warn_chat_only');
  }
}
