import { pino, stdSerializers, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { PlatformFault } from '../chat/platform-fault.ts';
import { gatherFaults } from './gather-faults.ts';

const secretPaths = ['*.token', '*.password', '*.secret', '*.authorization', 'headers.authorization', 'headers.cookie'];
/** What errors of the database carry of the rows and parameters concerned: an alert's text, a password, a token's hash. */
const telling = ['detail', 'where', 'query', 'parameters', 'params', 'args'];

/** The product's log: one JSON line each, without secrets. @param to where to; standard output when absent */
export function makeLog(level: string, to?: DestinationStream): Logger {
  const gathered = gatherFaults();
  const hooks: LoggerOptions['hooks'] = {
    logMethod(args, write, at) {
      const line = gathered(args, at);
      if (line !== undefined) write.apply(this, line as typeof args);
    },
  };
  const options: LoggerOptions = { level, redact: { paths: secretPaths, censor: '[secret]' }, serializers: { err: errorForLog }, hooks };
  return to === undefined ? pino(options) : pino(options, to);
}

function errorForLog(error: Error): unknown {
  // Not ours to mend in the code: what it says is all there is to it.
  if (error instanceof PlatformFault) return { type: error.name, message: error.message, code: error.code, method: error.method };
  const shown = stdSerializers.err(error) as unknown as Record<string, unknown> | undefined;
  if (!(error instanceof Error) || shown === undefined) return shown;
  const rest = Object.fromEntries(Object.entries(shown).filter(([name]) => !telling.includes(name)));
  return { ...rest, message: withoutParameters(error.message), stack: withoutParameters(String(shown['stack'])) };
}

/** Drizzle writes a failed query and its parameters into the error's text. */
const withoutParameters = (text: string): string => text.replace(/\nparams: [^]*?(?=\n {4}at |\ncaused by: |$)/g, '');
