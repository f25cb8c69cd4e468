import type { Doing } from '../once.ts';
import { askedBy, type Interaction } from './asked.ts';
import { answering, type Incoming } from './incoming.ts';
import { takeEntry } from './message-entries.ts';
import type { Reply } from './reply.ts';
import { phraseOfSlash } from './slash.ts';

/** Carries out a slash command, or an entry in the menu of a message. Never rejects. */
export async function takeCommand(incoming: Incoming, interaction: Interaction, reply: Reply, doing: Doing): Promise<void> {
  const { commands, dispatch } = incoming;
  const data = interaction.data ?? {};
  await answering(incoming, askedBy(interaction), reply, (from, say) => doing.run(() =>
    data.target_id === undefined ? dispatch.phrase(from, phraseOfSlash(commands, data)) : takeEntry(incoming, interaction, from, say)));
}
