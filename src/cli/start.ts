import type { ExitCode, VerbRun } from './deps.ts';

/** The same as `npm start`. */
export const run: VerbRun = async (_given, desk) => (await desk.serve()) as ExitCode;
