import { reply } from '../../src/chat/answer.ts';
import type { Answer, Choice } from '../../src/chat/card.ts';
import type { Dispatch, Speaker } from '../../src/chat/platform.ts';

/** What reached the dispatcher. */
export type Reached =
  | { how: 'phrase'; text: string; from: Speaker }
  | { how: 'press' | 'submit'; command: string; args: Readonly<Record<string, string>>; values?: Readonly<Record<string, string>>; from: Speaker };
type Complete = (command: string, field: string, typed: string) => readonly Choice[] | Promise<readonly Choice[]>;

/** The dispatcher, played by a test. */
export interface Played {
  dispatch: Dispatch;
  reached: Reached[];
  /** What the dispatcher answers from now on; without it, “Done”. */
  answer(by: (it: Reached) => Answer | Promise<Answer>): void;
  complete(by: Complete): void;
}

export function playedDispatch(): Played {
  const reached: Reached[] = [];
  let answer: (it: Reached) => Answer | Promise<Answer> = () => reply({ title: 'Done' });
  let completed: Complete = () => [];
  const reach = async (it: Reached): Promise<Answer> => {
    reached.push(it);
    return answer(it);
  };
  return {
    reached,
    dispatch: {
      phrase: (from, text) => reach({ how: 'phrase', text, from }),
      press: (from, command, args) => reach({ how: 'press', command, args, from }),
      submit: (from, { command, args }, values) => reach({ how: 'submit', command, args, values, from }),
      complete: async () => [],
      completeField: async (_, command, field, typed) => completed(command, field, typed),
    },
    answer: (by) => { answer = by; },
    complete: (by) => { completed = by; },
  };
}
