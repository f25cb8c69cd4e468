import type { ConsoleEvent } from '../contract.ts';
import { ring } from './alarm.ts';
import { problemOf } from './api.ts';
import { catchUp, receive } from './conversation.ts';
import { refresh } from './refresh.ts';
import { connected } from './state.ts';

/** How long we wait before we open a stream that the browser gave up: 1 s, doubling to 15 s. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;

/** Fetches anew what is beside the chat; when nobody is signed in any more the sign-in view says so. */
const look = (): void => { refresh().catch(() => undefined); };

/** Listens to /console/events until the returned function is called. */
export function listen(): () => void {
  let wait = FIRST_WAIT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stream: EventSource;
  const open = () => {
    stream = new EventSource('/console/events');
    stream.addEventListener('open', () => {
      wait = FIRST_WAIT;
      connected.value = true;
      // The first time as well: something may have happened between the first state and this stream.
      void resume();
    });
    stream.addEventListener('error', () => {
      connected.value = false;
      // While CONNECTING the browser tries again by itself and resumes by Last-Event-ID.
      if (stream.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      // Tells a session that ended (401) from a server that is away.
      look();
    });
    for (const type of ['message', 'state', 'page'] as const) stream.addEventListener(type, (event: MessageEvent<string>) => take(event.data));
  };
  const wake = () => {
    if (document.visibilityState === 'visible') look();
  };
  open();
  document.addEventListener('visibilitychange', wake);
  return () => {
    clearTimeout(timer);
    stream.close();
    document.removeEventListener('visibilitychange', wake);
  };
}

function take(data: string): void {
  const event = JSON.parse(data) as ConsoleEvent;
  if (event.type === 'message') receive(event.message);
  if (event.type === 'page') ring(event);
  look();
}

/** Whoever signed out meanwhile has nothing to resume, and is shown the sign-in view. */
async function resume(): Promise<void> {
  await refresh().then(catchUp).catch(problemOf);
}
