import type { Doing } from '../once.ts';
import type { SlashCommand } from './asked.ts';
import { takeClick, type Click } from './clicks.ts';
import { takeCommand } from './commands.ts';
import { takeKeptEvent, type Envelope } from './events.ts';
import { takeLateForm, type Submission } from './forms.ts';
import type { Hooks } from './hooks.ts';
import type { Incoming } from './incoming.ts';
import { takeShortcut, type Chosen } from './shortcuts.ts';

/** Whatever of Slack is kept until it is carried out; a slash command has no type. */
export type Wanted = (Click & { type: 'block_actions' }) | (Submission & { type: 'view_submission' }) | (Chosen & { type: 'shortcut' | 'message_action' }) | (Envelope & { type: 'event_callback' }) | (SlashCommand & { type?: undefined });

/** Carries out what a process that fell had kept. Never rejects. */
export function takeAgain(incoming: Incoming, hooks: Hooks, wanted: Wanted, doing: Doing): Promise<void> {
  switch (wanted.type) {
    case 'block_actions': return takeClick(incoming, wanted, doing);
    case 'view_submission': return takeLateForm(incoming, wanted, doing);
    case 'shortcut': case 'message_action': return takeShortcut(incoming, hooks, wanted, doing);
    case 'event_callback': return takeKeptEvent(incoming, hooks, wanted, doing);
    case undefined: return takeCommand(incoming, wanted, doing);
  }
}
