import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import type { Say, TextKey } from '../texts/say.ts';
import type { Action, Answer, Rich } from './card.ts';
import { reply } from './answer.ts';
import { PlatformFault } from './platform-fault.ts';

/** Nothing went wrong: somebody was faster, or it is so already. */
const soAlready: ReadonlySet<TextKey> = new Set<TextKey>(['incidents.already_acknowledged', 'incidents.already_resolved', 'incidents.already_mitigated', 'incidents.is_open', 'incidents.same_severity', 'incidents.nobody_paged', 'api.no_ladder']);

/**
 * What went wrong, for the asker alone: the sentence, what to do instead, and what is wrong with which option.
 * @param actions what the asker can press about it
 */
export function errorAnswer(error: AppError, say: Say, actions: readonly Action[] = []): Answer {
  const { hint, fields } = error.extras;
  // The name of a permission is of use to whoever gives it.
  const isUnpermitted = error.key === 'errors.not_permitted';
  const sentence = isUnpermitted ? say('chat.not_permitted') : say(error.key, error.params);
  const text: Rich[] = hint === undefined ? [] : [[say(hint.key, hint.params)]];
  const others = Object.entries(fields ?? {}).map(([name, it]) => ({ name, text: say(it.key, it.params) })).filter((line) => line.text !== sentence);
  return reply({ title: sentence, tone: soAlready.has(error.key) ? 'neutral' : 'bad', text, actions, small: isUnpermitted ? [[`${say('chat.permission')} `, { code: String(error.params['permission']) }]] : [], blocks: others.length === 0 ? [] : [{ kind: 'list', items: others.map((line) => [{ bold: line.name }, `: ${line.text}`]) }] });
}

/** Ours, not theirs: it is logged under the reference. */
export const unexpectedAnswer = (requestId: string, say: Say): Answer =>
  reply({ title: say('chat.unexpected'), tone: 'bad', text: [[say('chat.unexpected_next')]], small: [[say('chat.reference'), ' ', { code: requestId }]] });

/** What is said when something failed before anybody could answer. @param recognise errors of layers below that are known to mean something */
export function failureAnswer({ log, recognise }: { log: Logger; recognise?(error: unknown): AppError | undefined }, error: unknown, say: Say): Answer {
  const known = error instanceof AppError ? error : error instanceof PlatformFault ? error.asAppError() : recognise?.(error);
  if (known !== undefined) return errorAnswer(known, say);
  const reference = randomUUID();
  log.error({ err: error, requestId: reference }, 'something asked in a chat failed');
  return unexpectedAnswer(reference, say);
}

/** What is worth knowing to whoever knows no command yet. */
const firstSteps = [['/incident list', 'chat.first_list'], ['/incident declare', 'chat.first_declare'], ['/page', 'chat.first_page'], ['/oncall', 'chat.first_oncall']] as const;

/**
 * Nothing is called that: what is, most alike first, each a button's worth of text; where nothing is, all that is beneath
 * its root, or without a root the first things to know.
 */
export function unknownAnswer(word: string, nearest: readonly string[], root: string | undefined, say: Say, beneath: readonly (readonly [phrase: string, key: TextKey])[] = []): Answer {
  const named = word.slice(0, 60);
  const title = root === undefined ? say('chat.unknown_root', { word: named }) : say('chat.unknown_sub', { word: named, root: `/${root}` });
  if (nearest.length > 0) return reply({ title, tone: 'bad', text: [[say('chat.did_you_mean'), ' ', ...nearest.flatMap((phrase, i) => (i === 0 ? [{ code: phrase }] : [', ', { code: phrase }]))]] });
  return reply({ title, tone: 'bad', blocks: [{ kind: 'list', items: (beneath.length > 0 ? beneath : firstSteps).map(([phrase, key]) => [{ code: phrase }, ` ${say(key)}`]) }, { kind: 'text', text: [say('chat.see_help')] }] });
}
