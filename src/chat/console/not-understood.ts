import type { Say } from '../../texts/say.ts';
import type { Answer } from '../card.ts';

/** The answer to words that are no command, in the conversation with us: what one could say instead. */
export const notUnderstood = (say: Say): Answer => ({
  kind: 'card',
  private: true,
  card: {
    title: say('http.help_title'),
    tone: 'neutral',
    notice: say('http.help_title'),
    body: [{ kind: 'text', text: [say('http.help_text')] }],
    actions: [
      { label: say('http.help'), command: 'imas/help', args: {}, style: 'primary' },
      { label: say('http.my_incidents'), command: 'incident/list', args: {} },
      { label: say('http.on_call'), command: 'oncall/who', args: {} },
    ],
  },
});
