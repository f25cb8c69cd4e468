/** What an answer by SMS asks for. @property code a letter; `all`; undefined: whatever there is one of */
export interface ReadReply { does: 'acknowledge' | 'pass'; code: string | undefined }

const yes = /^(?:4|ok|okay|ack|acknowledge|acknowledged|yes|oui|vu|pris|je prends)$/;
const no = /^(?:6|no|non|cant|can't|i can't|pass|passe|je passe|je ne peux pas)$/;
const all = /^(?:all|tout|tous|toutes)$/;

/**
 * An answer by SMS: `4A`, `4 a`, `4`, `ok`, `A`, `4 all` acknowledge; `6A`, `6`, `non` pass it on. Case, quotes and
 * punctuation around it do not count.
 * @returns undefined when it says anything else
 */
export function readReply(text: string): ReadReply | undefined {
  const words = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").replaceAll(/^[\s"'.!?«»*-]+|[\s"'.!?«»*-]+$/gu, '').replaceAll(/\s+/g, ' ').slice(0, 40);
  const digit = /^([46]) ?([a-z])?$/.exec(words);
  if (digit) return { does: digit[1] === '4' ? 'acknowledge' : 'pass', code: digit[2]?.toUpperCase() };
  if (/^[a-z]$/.test(words)) return { does: 'acknowledge', code: words.toUpperCase() };
  const last = /^(.+) (\S+)$/.exec(words);
  const [verb, code] = yes.test(words) || no.test(words) || !last ? [words, undefined] : [last[1]!, last[2]!];
  const does = yes.test(verb) ? 'acknowledge' as const : no.test(verb) ? 'pass' as const : undefined;
  if (does === undefined) return undefined;
  if (code === undefined) return { does, code: undefined };
  if (all.test(code)) return { does, code: 'all' };
  return /^[a-z]$/.test(code) ? { does, code: code.toUpperCase() } : undefined;
}
