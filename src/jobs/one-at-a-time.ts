/**
 * Work of one kind, one piece after the other within this process. For what holds a lock of the database on one
 * connection and needs a second one: side by side, the waiting would take every connection from the one they wait for.
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
