import { bookmarks } from './bookmarks.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import { invite } from './invite.ts';
import type { Methods } from './method.ts';
import { pins } from './pins.ts';
import { team } from './team.ts';
import { users } from './users.ts';
import { views } from './views.ts';

/** Every method a bot token can call here, by name. */
export const botMethods = (here: () => string): Methods => ({ ...bookmarks, ...chat, ...conversations, ...files(here), ...history, ...invite, ...pins, ...team, ...users, ...views });
