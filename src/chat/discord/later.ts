import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { json, type Sql } from '../../db/client.ts';
import type { Sealer } from '../../secrets.ts';
import type { Sendable } from './sendable.ts';

/** An answer waits for so long. */
const lifeMinutes = 60;
const lifeMs = lifeMinutes * 60_000;
/** Of each process, beside what is stored. */
const most = 200;

interface Waiting { userId: string; answer: Sendable }
/** Answers that could not be given to anybody alone yet. */
export interface Later {
  /** @returns the short id of the button that shows it */
  keep(userId: string, answer: Sendable): Promise<string>;
  /** The answer behind that id, for whom it is; undefined when it is gone. */
  find(id: string): Promise<Waiting | undefined>;
}

/**
 * Private answers wait for an hour, stored for every replica: sealed, since there may be secrets in them, such as a new token.
 * Where the store is away, they wait with whoever kept them.
 */
export function answersForLater({ sql, sealer, log }: { sql: Sql; sealer: Sealer; log: Logger }, now: () => number = () => performance.now()): Later {
  const here = new Map<string, Waiting & { since: number }>();
  return {
    async keep(userId, answer) {
      const id = randomUUID();
      here.set(id, { userId, answer, since: now() });
      for (const [old, { since }] of here) if (here.size > most || now() - since > lifeMs) here.delete(old);
      await store({ sql, sealer }, id, { userId, answer }).catch((error: unknown) => log.warn({ err: error }, 'a private answer could not be stored; it waits here alone'));
      return id;
    },
    async find(id) {
      const mine = here.get(id);
      if (mine !== undefined) return now() - mine.since > lifeMs ? undefined : mine;
      const [row] = await sql<{ sealed: string }[]>`select value->>'later' as sealed from chat_values where id = ${id} and created_at > imas_now() - make_interval(mins => ${lifeMinutes}) and value ->> 'later' is not null`;
      return row === undefined ? undefined : opened({ sealer, log }, id, row.sealed);
    },
  };
}

const boundTo = (id: string): string => `discord:later:${id}`;

async function store({ sql, sealer }: { sql: Sql; sealer: Sealer }, id: string, { userId, answer }: Waiting): Promise<void> {
  const files = answer.files.map((file) => ({ ...file, data: Buffer.from(file.data as Uint8Array).toString('base64') }));
  // Those that are over go with the next one that comes.
  await sql`delete from chat_values where created_at between imas_now() - interval '1 day' and imas_now() - make_interval(mins => ${lifeMinutes}) and value ->> 'later' is not null`;
  await sql`insert into chat_values (id, value) values (${id}, ${json({ later: sealer.seal(JSON.stringify({ userId, answer: { ...answer, files } }), boundTo(id)) })}::jsonb)`;
}

function opened({ sealer, log }: { sealer: Sealer; log: Logger }, id: string, sealed: string): Waiting | undefined {
  try {
    const { userId, answer } = JSON.parse(sealer.open(sealed, boundTo(id))) as Waiting;
    return { userId, answer: { ...answer, files: answer.files.map((file) => ({ ...file, data: Buffer.from(String(file.data), 'base64') })) } };
  } catch (error) {
    log.error({ err: error }, 'a private answer cannot be opened');
    return undefined;
  }
}
