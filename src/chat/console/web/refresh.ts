import type { ConsoleState } from '../contract.ts';
import { get, problemOf } from './api.ts';
import { session, state, whisper } from './state.ts';

let running: Promise<void> | undefined;
let again = false;

/**
 * Fetches /console/state; once signed in, a failure is shown instead of thrown. Calls that come while one is under way are answered by one
 * more fetch after it, so what is shown is never older than the last thing that happened.
 * @throws Refusal while nobody is signed in
 */
export function refresh(): Promise<void> {
  if (running) {
    again = true;
    return running;
  }
  running = run().finally(() => {
    running = undefined;
  });
  return running;
}

async function run(): Promise<void> {
  do {
    again = false;
    try {
      state.value = await get<ConsoleState>('state');
      session.value = 'in';
    } catch (error) {
      if (session.peek() !== 'in') throw error;
      // The bar "reconnecting" tells of a server that is away; only another kind of trouble is news.
      const problem = problemOf(error);
      if (problem.status !== 0 && problem.status < 502) whisper('', { problem });
    }
  } while (again);
}
