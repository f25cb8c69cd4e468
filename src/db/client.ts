import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { socketFor } from './unanswered.ts';

export type Db = PostgresJsDatabase;
/** A postgres.js tagged template: pool or transaction alike. Timestamps come as Date, bigint as number, jsonb parsed. */
export type Sql = postgres.Sql<{ bigint: number }>;

export interface Address {
  /** `DATABASE_URL`, or undefined with `host` = folder of the embedded server's socket. */
  url?: string;
  host?: string;
  port?: number;
  user?: string;
  database?: string;
}

/** bigint columns count rows and milliseconds here: all below 2^53. */
const bigint = { to: 20, from: [20], parse: Number, serialize: String };

/** The driver writes whatever is not `true` itself as false, and in a `list` a boolean travels as text. */
const boolean = { to: 16, from: [16], parse: (text: string) => text === 't', serialize: (value: unknown) => (value === true || value === 'true' ? 't' : 'f') };

/**
 * A pool of postgres.js connections. `max` connections; statements are prepared;
 * a connection that cannot be made within 5 s fails instead of hanging, and one that leaves a statement unanswered for
 * `patienceMs` is given up (unset: it may take as long as it takes). `byKeys`: whatever is asked there is looked up by keys. A plan
 * that was made while the tables were empty would read all of them for every card of a flood, until the server looks anew.
 */
export function connect(address: Address, options: { max: number; name: string; patienceMs?: number; byKeys?: boolean }): Sql {
  const common = {
    max: options.max,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    // The driver's own pause grows with every failed connection of the pool: a second's outage made it 20 s.
    backoff: () => 0.1 + Math.random() / 10,
    onnotice: () => {},
    types: { bigint, boolean },
    // A pooler may stand before any other server than ours, and refuses what it does not know.
    connection: { application_name: options.name, ...(options.byKeys === true && address.url === undefined ? { enable_seqscan: 'off' } : {}) },
  };
  // Only a network can swallow what is sent; the embedded server's socket is a file.
  if (address.url !== undefined) return postgres(address.url, { ...common, ...(options.patienceMs === undefined ? {} : { socket: socketFor(options.patienceMs) }) } as typeof common) as unknown as Sql;
  const port = address.port ?? 5432;
  return postgres({
    ...common,
    ...(address.host?.startsWith('/') ? { path: `${address.host}/.s.PGSQL.${port}` } : { host: address.host, port }),
    username: address.user ?? 'imas',
    database: address.database ?? 'imas',
  } as postgres.Options<{ bigint: postgres.PostgresType<number> }>) as unknown as Sql;
}

/**
 * Drizzle over the same pool. Drizzle makes the client's dates and JSON transparent for its own
 * mapping; dates are given back here, so that raw statements see Date. JSON stays as drizzle wants
 * it: in raw statements pass `json(value)`, never an object.
 */
export function drizzleOver(sql: Sql): Db {
  const { parsers, serializers } = sql.options as unknown as { parsers: Record<number, unknown>; serializers: Record<number, unknown> };
  const dates = { parser: parsers[1184], serializer: serializers[1184] };
  const db = drizzle(sql as unknown as postgres.Sql);
  parsers[1184] = dates.parser;
  serializers[1184] = dates.serializer;
  // Arrays of these: postgres.js makes their own handling when drizzle has not put itself there.
  for (const type of [1182, 1185, 1115, 1231]) { delete parsers[type]; delete serializers[type]; }
  return db;
}

/** A value for a `jsonb` parameter of a raw statement: `${json(x)}::jsonb`. */
export const json = (value: unknown): string => JSON.stringify(value);

/**
 * A list for `unnest(${list(…)}::timestamptz[])`: postgres.js guesses an array's type by its first element and takes
 * dates and booleans for single values, so they travel as text.
 */
export const list = (values: readonly (Date | boolean | null | undefined)[]): (string | null)[] =>
  values.map((value) => (value == null ? null : value instanceof Date ? value.toISOString() : String(value)));
