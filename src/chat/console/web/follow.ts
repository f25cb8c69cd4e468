import { effect } from '@preact/signals';
import type { SayResult } from '../contract.ts';
import { post } from './api.ts';
import { ephemerals, reword, state } from './state.ts';

/** Not more often than this, however much happens: milliseconds. */
const CALM = 1000;

/**
 * Answers such as "who was told" stay true while they stand: whenever the server tells of a change, each is asked for
 * again by the command it names. One that cannot be had again keeps its last words.
 */
export function watchFollowed(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = async (): Promise<void> => {
    timer = undefined;
    for (const { id, place, follow } of ephemerals.peek()) {
      if (!follow) continue;
      const result = await post<SayResult>('press', { ...(place && { place }), command: follow.command, args: follow.args }).catch(() => undefined);
      if (result?.kind === 'answer' && result.answer.kind === 'card') reword(id, result.answer.card);
    }
  };
  effect(() => {
    if (state.value && ephemerals.peek().some((it) => it.follow)) timer ??= setTimeout(() => void renew(), CALM);
  });
}
