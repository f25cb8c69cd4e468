import { askedByCommand, type SlashCommand } from './asked.ts';
import { answering, type Incoming } from './incoming.ts';
import { phraseOfCommand } from './phrase.ts';

/** A slash command: carried out once, answered by the address that came with it. Never rejects. */
export async function takeCommand(incoming: Incoming, body: SlashCommand): Promise<void> {
  if (body.trigger_id && !(await incoming.once.first(`command:${body.trigger_id}`))) return;
  await answering(incoming, askedByCommand(body), (from) => incoming.dispatch.phrase(from, phraseOfCommand(body.command, body.text ?? '', incoming.commands)));
}
