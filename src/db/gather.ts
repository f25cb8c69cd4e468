/** No statement takes more at once. */
const most = 200;

/**
 * Lets whoever asks in the same turn of the event loop share one statement: a hundred rows that are read or written side by
 * side cost one commit instead of a hundred. Nothing waits longer than that turn; a fault is everybody's fault.
 * @param work answers as many as it is given, in their order
 */
export function gather<Asked, Answer>(work: (asked: readonly Asked[]) => Promise<readonly Answer[]>): (asked: Asked) => Promise<Answer> {
  let waiting: { asked: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  const go = async (): Promise<void> => {
    const mine = waiting.slice(0, most);
    waiting = waiting.slice(most);
    if (waiting.length > 0) setImmediate(() => void go());
    try {
      const answers = await work(mine.map(({ asked }) => asked));
      mine.forEach(({ resolve }, place) => resolve(answers[place]!));
    } catch (error) {
      for (const { reject } of mine) reject(error);
    }
  };
  return (asked) => new Promise((resolve, reject) => {
    if (waiting.push({ asked, resolve, reject }) === 1) setImmediate(() => void go());
  });
}
