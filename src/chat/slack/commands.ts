import { randomUUID } from 'node:crypto';
import type { Doing } from '../once.ts';
import { askedByCommand, type SlashCommand } from './asked.ts';
import { answering, type Incoming } from './incoming.ts';
import { phraseOfCommand } from './phrase.ts';

/** Whether a slash command is to be carried out: once. From here on it is, though this process should fall. Never rejects. */
export const keepCommand = ({ once }: Pick<Incoming, 'once'>, body: SlashCommand): Promise<Doing | undefined> => once.begin(`command:${body.trigger_id || randomUUID()}`, body);

/** Carries out a slash command that was kept, in this process or another; answered by the address that came with it. Never rejects. */
export async function takeCommand(incoming: Incoming, body: SlashCommand, doing: Doing): Promise<void> {
  await answering(incoming, askedByCommand(body), (from) => doing.run(() => incoming.dispatch.phrase(from, phraseOfCommand(body.command, body.text ?? '', incoming.commands))));
  await doing.end();
}
