import type { Commands } from '../src/chat/commands.ts';

/** Every command, one line each: its file's path is the phrase. The first visible one of a root is what the bare root does. */
export const commands: Commands = {
};
