import { setTimeout as pause } from 'node:timers/promises';

/** Less than the two minutes after which the queue gives a job to somebody else. */
const patienceMs = 60_000;
const pauseMs = 250;

/** Writes down what cannot be done again, such as the receipt of a message that is out: tries until the database takes it. @throws its last fault after a minute, or after so many milliseconds, and as soon as our connections have been ended */
export async function untilStored(write: () => Promise<unknown>, patience = patienceMs): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (performance.now() > deadline || isOver(error)) throw error;
      await pause(pauseMs);
    }
  }
}

const isOver = (error: unknown): boolean => [error, (error as { cause?: unknown }).cause].some((one) => (one as { code?: unknown } | undefined)?.code === 'CONNECTION_ENDED');
