import type { Say } from '../texts/say.ts';
import type { Command, Offer } from './command.ts';
import { phraseOf } from './commands.ts';
import { optionsOf } from './option-info.ts';

/**
 * How a command is typed: required options in capitals, the others in brackets.
 * @example `/incident resolve INCIDENT [note …]`
 */
export function usage(name: string, command: Command, phrase = phraseOf(name)): string {
  const words = optionsOf(command.options).map((option) => {
    const word = option.named === true ? `${option.name}:…` : option.greedy === true ? `${option.name} …` : option.name;
    return option.required ? word.toUpperCase() : `[${word}]`;
  });
  return [phrase, ...words].join(' ');
}

export const offer = (name: string, command: Command, say: Say, phrase = phraseOf(name)): Offer => ({
  name, phrase, usage: usage(name, command, phrase), description: say(command.description),
  options: optionsOf(command.options).map((option) => ({ name: option.name, label: say(option.label), required: option.required, ...(option.help === undefined ? {} : { help: say(option.help) }) })),
});
