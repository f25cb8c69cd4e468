/** Work on the same thing one after another, in the order in which it was asked for; on other things at the same time. */
export function inTurn(): (what: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (what, work) => {
    const mine = (last.get(what) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(what, mine);
    try {
      await mine;
    } finally {
      if (last.get(what) === mine) last.delete(what);
    }
  };
}
