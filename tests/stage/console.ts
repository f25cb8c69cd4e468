import { aWorld } from '../world.ts';
import { consolePerson } from './console-person.ts';
import type { Person, Stage } from './stage.ts';

/** The product alone: everybody sits in front of the console, and is spoken to through its doors. */
export async function consoleStage(env: Record<string, string> = {}): Promise<Stage> {
  const world = await aWorld(env);
  const troubles: string[] = [];
  const people = new Map<string, Person>();
  return {
    world,
    meets: async () => {},
    as(username) {
      const known = people.get(username) ?? consolePerson(world, username, troubles);
      people.set(username, known);
      return known;
    },
    troubles: () => troubles,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
