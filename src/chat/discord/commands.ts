import { askedBy, type Interaction } from './asked.ts';
import { answering, type Incoming } from './incoming.ts';
import { takeEntry } from './message-entries.ts';
import type { Reply } from './reply.ts';
import { phraseOfSlash } from './slash.ts';

/** A slash command, or an entry in the menu of a message: carried out once. Never rejects. */
export async function takeCommand(incoming: Incoming, interaction: Interaction, reply: Reply): Promise<void> {
  const { commands, dispatch, once } = incoming;
  if (!(await once.first(`interaction:${interaction.id}`))) return reply.leave();
  const data = interaction.data ?? {};
  await answering(incoming, askedBy(interaction), reply, async (from, say) => {
    if (data.target_id !== undefined) return takeEntry(incoming, interaction, from, say);
    return dispatch.phrase(from, phraseOfSlash(commands, data));
  });
}
