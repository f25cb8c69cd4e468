import type { TextKey, TextParams } from '../texts/say.ts';
import type { Answer, Rich } from './card.ts';
import { reply } from './answer.ts';
import { button } from './cards/button.ts';
import type { Drawing } from './command.ts';

/** The question before something that cannot be undone; the button says the same command again, with `sure`. */
export function askFirst(draw: Drawing, command: string, args: Readonly<Record<string, string>>, question: { key: TextKey; params: TextParams; submit: TextKey; text?: readonly Rich[] }): Answer {
  return reply({
    title: draw.say(question.key, question.params), tone: 'high', text: question.text ?? [],
    actions: button(draw, command, question.submit, { ...args, sure: 'yes' }, { style: 'danger' }),
  });
}
