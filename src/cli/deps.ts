import type { Commands } from '../chat/commands.ts';
import type { Dispatch } from '../chat/platform.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Ports } from '../domain/ports.ts';
import type { Language, Say } from '../texts/say.ts';

/** The product without its doors and workers: enough for one verb, beside a running service or alone. */
export interface OpenApp {
  /** Acts for the product itself. */
  ctx: Context;
  dispatch: Dispatch;
  ports: Ports;
  /** The stored settings of a chat platform, in clear; undefined when there are none. */
  storedPlatform(kind: 'SLACK' | 'DISCORD'): Promise<Record<string, unknown> | undefined>;
  /** Names of the migrations that opening applied; none when the database was up to date. */
  migrated: readonly string[];
  close(): Promise<void>;
}

/** What the command line needs from above; `app.ts` and `main.ts` give it, tests give their own. */
export interface CliDeps {
  env: Readonly<Record<string, string | undefined>>;
  /** Every chat command there is. */
  commands: Commands;
  /** One line for whoever reads the result: standard output. */
  print(line: string): void;
  /** One line about what went wrong: standard error. */
  error(line: string): void;
  /**
   * Opens the database (the running service's, our own, or DATABASE_URL), brings its schema up to date, wires the parts.
   * Nothing of it may write to standard output.
   * @param purpose said to a second process that wants the data folder, such as `imas migrate`
   */
  open(config: Config, purpose: string): Promise<OpenApp>;
  /** Runs the service until it is told to stop. @returns its exit code */
  serve(): Promise<number>;
}

/** The arguments of one verb, checked against its description. */
export interface Given {
  words: readonly string[];
  flags: ReadonlySet<string>;
  /** Every value that was given for an option. */
  values: ReadonlyMap<string, readonly string[]>;
}

/** What a verb works with. */
export interface Desk extends CliDeps {
  say: Say;
  language: Language;
  timeZone: string;
  /** The environment, read. @throws BadSetting */
  config(): Config;
  /** Opens the product, lets `work` use it as the person at this machine, and closes it whatever happens. */
  withApp<T>(purpose: string, work: (app: OpenApp) => Promise<T>): Promise<T>;
}

export type VerbRun = (given: Given, desk: Desk) => Promise<ExitCode>;
export type ExitCode = 0 | 1 | 2;
export const exit = { ok: 0, failed: 1, wrongUsage: 2 } as const;
