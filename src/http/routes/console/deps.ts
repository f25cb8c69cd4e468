import type { Live } from '../../../chat/console/live.ts';
import type { Manner } from '../../../chat/console/me.ts';
import type { Dispatch, Platform } from '../../../chat/platform.ts';

/** What the console's doors need beside HTTP. */
export interface ConsoleDeps {
  dispatch: Dispatch;
  /** The console's own platform: public answers are posted by it. */
  platform: Platform;
  live: Live;
  /** Folder with the browser's bundle: index.html, main.js, main.css. */
  webDir: string;
  /** Is there such a command? Buttons of others are not drawn. */
  has(command: string): boolean;
  /** What is wrong with the installation, in a sentence; undefined when all is well. */
  trouble?(manner: Manner): string | undefined;
}
