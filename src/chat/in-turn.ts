/**
 * Work of one key, one piece after the other within this process; keys do not wait for each other.
 * @param work is given what the piece before it made, when that went well
 */
export function inTurn<T>(): (key: string, work: (before: T | undefined) => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<T>>();
  return async (key, work) => {
    const before = last.get(key);
    const mine = before === undefined ? work(undefined) : before.then(work, () => work(undefined));
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
