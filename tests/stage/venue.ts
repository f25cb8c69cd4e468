import type { CallFault } from '../fakes/faults.ts';
import { aWorld, type World } from '../world.ts';
import type { Person, Stage, Where } from './stage.ts';

/** A local chat platform with a channel for the team and one for triage. */
export interface Venue extends AsyncDisposable {
  /** What connects the product to it. */
  env: Record<string, string>;
  /** Resolves once the product listens there, and knows the channels. */
  joined(world: World): Promise<void>;
  /** Somebody with an account comes there. */
  seat(world: World, username: string): Promise<Person>;
  /** Whatever the product asks of it goes wrong like this from now on. */
  fails(how: CallFault): void;
  /** All is well again. */
  heals(): void;
  /** What people saw go wrong. */
  troubles(): readonly string[];
}

/** The product connected to one platform with everybody in it. */
export async function stageIn(opening: Promise<Venue>, env: Record<string, string> = {}): Promise<Stage> {
  const stack = new AsyncDisposableStack();
  const venue = stack.use(await opening);
  const world = stack.use(await aWorld({ ...venue.env, ...env }));
  const people = new Map<string, Person>();
  const meets = async (username: string): Promise<void> => void people.set(username, await venue.seat(world, username));
  await Promise.all([venue.joined(world), ...['alice', 'bea', 'max', 'ada'].map(meets)]);
  return { world, meets, as: (username) => people.get(username)!, troubles: () => venue.troubles(), [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

interface Channel { id: string; name: string }

/** The channel that a place is; nothing while it is not there. */
export const channelIn = (channels: { team: Channel; triage: Channel }, all: () => Iterable<Channel>) => (where: Where): string | undefined =>
  (where in channels ? channels[where as keyof typeof channels].id : [...all()].find(({ name }) => name.startsWith(`${where.toLowerCase()}-`))?.id);

/** Time in which a platform's rates get room again: people take longer from one click to the next than a story does. */
export const rest = (world: World) => (): Promise<unknown> => world.app.sql`delete from chat_budgets`;
