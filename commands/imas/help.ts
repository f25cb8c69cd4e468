import { z } from 'zod';
import { reply } from '../../src/chat/answer.ts';
import type { Block } from '../../src/chat/card.ts';
import { command } from '../../src/chat/command.ts';
import { rootOf } from '../../src/chat/commands.ts';
import { nearestOf } from '../../src/domain/nearest.ts';
import { topics } from '../../src/chat/known/work.ts';
import { optional, text } from '../../src/chat/options.ts';

/** Everything that the reader may do; of one root or command, how it is typed. */
export const help = command({
  description: 'commands.help', title: 'titles.imas_help',
  options: z.object({ command: optional(text({ known: topics, label: 'commands.option_command', greedy: true, max: 60 })) }),
  async run(ask, { command: asked }) {
    const { say } = ask;
    const offered = [...ask.offered, ...ask.longer];
    const word = asked?.toLowerCase().replace(/^\//, '').trim().replaceAll(/\s+/g, ' ') ?? '';
    const one = offered.find((it) => it.phrase.slice(1) === word);
    const isAlone = offered.filter((it) => rootOf(it.name) === word).length === 1;
    if (one !== undefined && (word.includes(' ') || isAlone)) {
      return reply({ title: one.phrase, text: [[one.description], [say('chat.typed_like'), ' ', { code: one.usage }]], blocks: one.options.length === 0 ? [] : [{
        kind: 'list', items: one.options.map((option) => [{ code: option.name }, ` ${option.label}${option.required ? '' : ` (${say('commands.may_be_left_out')})`}${option.help === undefined ? '' : `. ${option.help}`}`]),
      }] });
    }
    const mine = word === '' ? ask.offered : offered.filter((it) => rootOf(it.name) === word.split(' ')[0]);
    if (mine.length === 0) {
      const near = nearestOf(word, offered.map((it) => it.phrase.slice(1)));
      return reply({ title: say('chat.unknown_root', { word: word.slice(0, 60) }), tone: 'bad', text: near.length === 0 ? [] : [[say('chat.did_you_mean'), ` ${near.map((phrase) => `/${phrase}`).join(', ')}`]] });
    }
    const blocks: Block[] = [...Map.groupBy(mine, (it) => rootOf(it.name))].flatMap(([root, all]): Block[] => [
      { kind: 'text', text: [{ bold: `/${root}` }] },
      { kind: 'list', items: all.map((it) => [{ code: word === '' ? it.phrase : it.usage }, ` ${it.description}`]) },
    ]);
    return reply({ title: word === '' ? say('commands.help_title_all') : say('commands.help_title_root', { root: `/${rootOf(mine[0]!.name)}` }), blocks, small: [[say('commands.help_more')]] });
  },
});
