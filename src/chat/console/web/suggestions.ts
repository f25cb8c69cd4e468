import { type Signal, signal } from '@preact/signals';
import type { Choice } from '../../card.ts';
import type { Completion } from '../contract.ts';

interface Press { key: string; shiftKey: boolean; isComposing: boolean; preventDefault(): void }
export interface Suggestions {
  choices: Signal<Completion>;
  /** Index of the choice that the arrow keys reached; -1 when none. */
  active: Signal<number>;
  /** @param isTyped false: they are only shown, and Tab passes by */
  ask(typed: string, isTyped?: boolean): Promise<void>;
  close(): void;
  /** Handles a key while choices are shown. Answers the choice to take, if the key takes one. */
  key(event: Press): Choice | undefined;
}

/** Choices for what is being typed. Answers may come out of order: only the newest question's counts. */
export function suggestions(fetchChoices: (typed: string, signal: AbortSignal) => Promise<Completion>): Suggestions {
  const choices = signal<Completion>([]);
  const active = signal(-1);
  let asking: AbortController | undefined;
  let mayTake = false;
  const show = (found: Completion) => {
    choices.value = found;
    active.value = -1;
  };
  const close = () => {
    asking?.abort();
    show([]);
  };
  const ask = async (typed: string, isTyped = true) => {
    asking?.abort();
    mayTake = isTyped;
    const mine = new AbortController();
    asking = mine;
    // A completion that fails is no completion; sending the line will say what is wrong.
    const found = await fetchChoices(typed, mine.signal).catch(() => []);
    if (asking === mine && !mine.signal.aborted) show(found);
  };
  const key = (event: Press): Choice | undefined => {
    const all = choices.peek();
    if (all.length === 0 || event.isComposing) return undefined;
    const at = active.peek();
    if (event.key === 'ArrowDown') active.value = (at + 1) % all.length;
    else if (event.key === 'ArrowUp') active.value = at <= 0 ? all.length - 1 : at - 1;
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Tab' && !event.shiftKey && (mayTake || at >= 0)) || (event.key === 'Enter' && at >= 0)) {
      event.preventDefault();
      return all[Math.max(at, 0)];
    } else return undefined;
    event.preventDefault();
    return undefined;
  };
  return { choices, active, ask, close, key };
}
