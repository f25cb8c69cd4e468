import type { Context } from '../../context.ts';
import type { Language } from '../../texts/say.ts';

export interface Manner { language: Language; timeZone: string }

/** How a person is spoken to: in their own language and zone, else the installation's. */
export async function spokenTo({ sql }: Pick<Context, 'sql'>, userId: string, fallback: Manner): Promise<Manner> {
  const [own] = await sql<{ language: Language | null; timeZone: string | null }[]>`select language, time_zone as "timeZone" from users where id = ${userId}`;
  return { language: own?.language ?? fallback.language, timeZone: own?.timeZone ?? fallback.timeZone };
}
