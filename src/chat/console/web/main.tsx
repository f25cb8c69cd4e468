import { render } from 'preact';
import './style.css';
import { App } from './app.tsx';
import { problemOf } from './api.ts';
import { watchBadge } from './badge.ts';
import { watchFollowed } from './follow.ts';
import { refresh } from './refresh.ts';
import { watchSound } from './sound.ts';
import { connected, session } from './state.ts';

/** How long we wait, in milliseconds, before we ask a server again that did not answer at the first visit. */
const RETRY = 2000;

async function begin(): Promise<void> {
  while (session.peek() === 'unknown') {
    connected.value = await refresh().then(() => true, (error: unknown) => problemOf(error).status === 401);
    if (!connected.peek()) await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
  connected.value = true;
}

const root = document.getElementById('console');
if (root) render(<App />, root);
watchBadge();
watchSound();
watchFollowed();
void begin();
