import { post } from './api.ts';
import { forgetLines } from './composer-text.ts';
import { conversations } from './conversation.ts';
import { refresh } from './refresh.ts';
import { clear, session } from './state.ts';

/** Signs in by the code of a link or by an API token. @throws Refusal, in words for the reader */
export async function signIn(proof: { code: string } | { token: string }): Promise<void> {
  await post('sign-in', proof);
  // The code is used up: neither it nor the page of the link belongs into the history.
  history.replaceState(null, '', '/');
  dispatchEvent(new HashChangeEvent('hashchange'));
  await refresh();
}

/** Ends the session here. @throws Refusal */
export async function signOut(): Promise<void> {
  await post('sign-out');
  session.value = 'out';
}

/** Nothing of a person stays on the screen or in memory once they are signed out. */
export function forget(): void {
  clear();
  forgetLines();
  conversations.value = {};
}
