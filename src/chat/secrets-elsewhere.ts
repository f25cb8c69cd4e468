import { setting } from '../domain/settings/setting.ts';
import { reply } from './answer.ts';
import type { Answer } from './card.ts';
import type { Ask } from './command.ts';

/**
 * What is answered instead of a form with secret fields where a vendor would see and keep what is typed (spec §8);
 * undefined in the console, at the command line, and where `secrets_in_chat` allows it.
 * @param phrase what to type in the console instead
 */
export async function secretsElsewhere({ ctx, place, ports, say }: Ask, phrase: string): Promise<Answer | undefined> {
  if (place === undefined || place.platform === 'console' || await setting(ctx, 'secrets_in_chat')) return undefined;
  return reply({
    title: say('slackSetup.secrets_elsewhere'), text: [[say('slackSetup.secrets_how')]], blocks: [{ kind: 'code', code: phrase }],
    actions: [{ label: say('slackSetup.open_console'), url: `${ports.baseUrl}/` }],
  });
}
