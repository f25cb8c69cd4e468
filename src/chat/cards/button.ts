import type { TextKey } from '../../texts/say.ts';
import type { CommandAction } from '../card.ts';
import type { Drawing } from '../command.ts';

/**
 * A button, or nothing when its command is not there.
 * @example actions: [...button(ask, 'team/edit', 'teamCommands.edit', { team: 'SRE' })]
 */
export function button(draw: Drawing, command: string, label: TextKey, args: Readonly<Record<string, string>> = {}, more: Pick<CommandAction, 'style' | 'confirm'> = {}): CommandAction[] {
  return draw.has(command) ? [{ label: draw.say(label), command, args, ...more }] : [];
}
