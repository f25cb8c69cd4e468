/** Pages that are under way in this process: written, or going out. */
let underWay = 0;
/** As many as go out beside cards without being late. */
const few = 20;
/** Cards and rooms stand aside while many pages go out, but no longer than this: cosmetics, not nothing. Milliseconds. */
const longestWait = 5000;

/** Work on pages: whatever stands aside waits for it. @param pages how many, about */
export async function onPages<T>(pages: number, work: () => Promise<T>): Promise<T> {
  underWay += pages;
  try {
    return await work();
  } finally {
    underWay -= pages;
  }
}

/** For how long whatever begins now stands aside at most, as an instant of the monotonic clock. */
export const asideUntil = (): number => performance.now() + longestWait;

/** Ends when no more than a few pages are under way, or when cosmetics have waited long enough. */
export async function pagesFirst(until = asideUntil()): Promise<void> {
  while (underWay > few && performance.now() < until) await new Promise((wake) => setTimeout(wake, 25));
}
