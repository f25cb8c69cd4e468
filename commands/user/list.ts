import { z } from 'zod';
import { listUsers } from '../../src/domain/people/list-users.ts';
import { usersCard } from '../../src/chat/cards/user.ts';
import { command } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/options.ts';

export const userList = command({
  description: 'userCommands.list', title: 'titles.user_list', needs: 'view_user',
  options: z.object({ search: optional(text({ label: 'teamCommands.search', greedy: true, max: 64 })) }),
  async run(ask, { search }) {
    const { rows, count } = await listUsers(ask.ctx, { search, limit: 40 });
    return { kind: 'card', card: usersCard(ask, rows, count), private: true };
  },
});
