import { runCommandLine } from './app/command-line.ts';
import { sentenceOf } from './app/sentence.ts';
import { serve } from './app/serve.ts';

/** Environment in, signals out. Whatever stops start-up is said in one sentence, with exit code 1. */
const serving = (): Promise<number> => serve().catch((error: unknown) => {
  console.error(sentenceOf(error));
  return 1;
});
process.exit(process.argv[2] === '--cli' ? await runCommandLine(process.argv.slice(3), serving) : await serving());
