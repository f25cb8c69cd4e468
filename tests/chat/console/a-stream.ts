import type { ConsoleEvent } from '../../../src/chat/console/contract.ts';
import { Inbox } from '../../fakes/inbox.ts';
import type { Console } from './a-console.ts';

/** An open event stream, as a browser has it. */
export interface Stream extends AsyncDisposable {
  events: Inbox<ConsoleEvent>;
  /** Everything that came, as bytes said it. */
  raw(): string;
  /** Resolves when the server ended it. */
  ended: Promise<void>;
}

/** Opens a stream and waits until the server listens for it. */
export async function aStream(at: Console, cookie: string): Promise<Stream> {
  const away = new AbortController();
  const response = await fetch(`${at.origin}/console/events`, { headers: { cookie }, signal: away.signal });
  if (!response.ok) throw new Error(`The stream was refused: ${response.status}`);
  const events = new Inbox<ConsoleEvent>((event) => event.type);
  let all = '';
  const listening = Promise.withResolvers<void>();
  const read = async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body!) {
      const said = decoder.decode(chunk as Uint8Array, { stream: true });
      all += said;
      rest += said;
      listening.resolve();
      const blocks = rest.split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) events.add(JSON.parse(data) as ConsoleEvent);
      }
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!away.signal.aborted) throw error;
  });
  await listening.promise;
  return {
    events, raw: () => all, ended,
    async [Symbol.asyncDispose]() {
      away.abort();
      await ended;
    },
  };
}
