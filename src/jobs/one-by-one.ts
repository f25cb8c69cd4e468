/** Whoever has not answered after so many milliseconds holds up nobody else. */
const patienceMs = 25;
/** Where more wait, more are on their way: one more for each so many. */
const forEach = 8;

export interface Lane {
  /** The next message leaves once the receipt of the one before is written: should this process fall, few have left and are not written down. */
  go<Answer>(send: () => Promise<Answer>, write: (answer: Answer) => Promise<void>): Promise<void>;
  /** Nothing is under way in it. */
  isFree(): boolean;
}

export function oneByOne(): Lane {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  const next = (): void => {
    while (waiting.length > 0 && underWay < 1 + Math.floor(waiting.length / forEach)) {
      underWay++;
      waiting.shift()!();
    }
  };
  const go: Lane['go'] = async (send, write) => {
    await new Promise<void>((go) => {
      waiting.push(go);
      next();
    });
    let isCounted = true;
    const makeWay = (): void => {
      if (!isCounted) return;
      isCounted = false;
      underWay--;
      next();
    };
    const patience = setTimeout(makeWay, patienceMs);
    try {
      const answer = await send();
      clearTimeout(patience);
      await write(answer);
    } finally {
      clearTimeout(patience);
      makeWay();
    }
  };
  return { go, isFree: () => underWay === 0 && waiting.length === 0 };
}
