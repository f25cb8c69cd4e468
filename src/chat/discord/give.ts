import type { Say } from '../../texts/say.ts';
import type { Asked } from './asked.ts';
import type { Incoming } from './incoming.ts';
import { callOver } from './call-over.ts';
import { isClosed, postDirectly, type Standing } from './post-directly.ts';
import type { Reply, Said, SeenBy } from './reply.ts';
import { withoutNotice, type Sendable } from './sendable.ts';

/** By what somebody can be answered. */
export type Ways = Pick<Incoming, 'discord' | 'sql' | 'log' | 'dispatch' | 'follow' | 'directs' | 'later'>;
/** Who is answered, by which interaction, in which language. */
export interface Asker { asked: Asked; reply: Reply; say: Say }
/** Where an answer stands: beside what was asked, for a quarter of an hour; or in the direct conversation. */
export type Given = { said: Said } | { direct: Standing } | 'called over';

/**
 * Where it was asked, else directly; whoever takes no direct messages is called by name where they asked.
 * @param stays the step that was pressed is not over: the answer stands beside it
 * @throws DiscordFault when there is no way at all
 */
export async function give(ways: Ways, { asked, reply, say }: Asker, drawn: Sendable, seenBy: SeenBy, stays = false): Promise<Given> {
  const said = await reply.say(seenBy === 'asker' ? withoutNotice(drawn) : drawn, seenBy, stays);
  if (said !== undefined) return { said };
  try {
    return { direct: await postDirectly(ways, asked.userId, drawn) };
  } catch (error) {
    if (!isClosed(error) || asked.isDirect || asked.channel === undefined) throw error;
    await callOver(ways, { userId: asked.userId, channel: asked.channel, say }, drawn, seenBy);
    return 'called over';
  }
}
