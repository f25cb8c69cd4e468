import { z } from 'zod';
import { takeCover } from '../../src/domain/turns/take-cover.ts';
import { takenCard } from '../../src/chat/cards/cover.ts';
import { command } from '../../src/chat/command.ts';
import { text } from '../../src/chat/options.ts';

/** “I take it”, below turns that somebody asks others to take. */
export const oncallTakeCover = command({
  description: 'turns.take_cover', title: 'titles.oncall_take_cover',
  hidden: true,
  options: z.object({ cover: text({ label: 'turns.cover_id' }) }),
  async run(ask, { cover }) {
    return { kind: 'card', card: takenCard(await takeCover(ask.ctx, cover), ask), private: true };
  },
});
