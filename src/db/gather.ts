import type { Context } from '../context.ts';
import type { Sql } from './client.ts';

/** No statement takes more at once. */
const most = 200;
/** So many statements of one kind are under way at a time; whoever asks meanwhile shares the next. Two, so that one that hangs does not hold up all. */
const atOnce = 2;

/**
 * Lets whoever asks at the same time share one statement: a hundred rows that are read or written side by side cost one commit
 * instead of a hundred, and each statement wakes the database once. At rest nothing waits longer than a turn of the event loop;
 * under load for the one that is under way. A fault is everybody's fault, unless it lies in what one of them brought.
 * @param work answers as many as it is given, in their order
 */
export function gather<Asked, Answer>(work: (asked: readonly Asked[]) => Promise<readonly Answer[]>): (asked: Asked) => Promise<Answer> {
  interface Waiting { asked: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = [];
  let underWay = 0;
  let isDue = false;
  const workFor = async (mine: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await work(mine.map(({ asked }) => asked));
      mine.forEach(({ resolve }, place) => resolve(answers[place]!));
    } catch (error) {
      if (mine.length > 1 && isOfItsData(error)) for (const one of mine) await workFor([one]);
      else for (const { reject } of mine) reject(error);
    }
  };
  const go = async (): Promise<void> => {
    isDue = false;
    const mine = waiting.slice(0, most);
    waiting = waiting.slice(most);
    underWay++;
    soon();
    await workFor(mine);
    underWay--;
    soon();
  };
  const soon = (): void => {
    if (isDue || underWay >= atOnce || waiting.length === 0) return;
    isDue = true;
    setImmediate(() => void go());
  };
  return (asked) => new Promise((resolve, reject) => {
    waiting.push({ asked, resolve, reject });
    soon();
  });
}

/** The same for work on a context: those on one pool of connections share, and those in one transaction among themselves. */
export function gatherOn<Asked, Answer, On extends Pick<Context, 'sql'> = Context>(work: (ctx: On, asked: readonly Asked[]) => Promise<readonly Answer[]>): (ctx: On, asked: Asked) => Promise<Answer> {
  const bySql = new WeakMap<Sql, (asked: { ctx: On; asked: Asked }) => Promise<Answer>>();
  return (ctx, asked) => {
    let ask = bySql.get(ctx.sql);
    if (ask === undefined) {
      ask = gather<{ ctx: On; asked: Asked }, Answer>((all) => work(all[0]!.ctx, all.map((one) => one.asked)));
      bySql.set(ctx.sql, ask);
    }
    return ask({ ctx, asked });
  };
}

/** PostgreSQL's classes 22 (data) and 23 (constraints): one value is at fault, and the others' are not. */
const isOfItsData = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown }).code));
