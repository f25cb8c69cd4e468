import { type Say, sayIn } from '../texts/say.ts';
import { acceptedLanguage } from './problem.ts';
import type { Asked, HttpDeps } from './route.ts';
import type { PlainReader } from '../chat/plain.ts';

/** In which language and zone a program's reader wants texts: `Accept-Language`, else the installation's. */
export const readerOf = (c: Asked, deps: HttpDeps): PlainReader => ({
  language: c.get('language') ?? acceptedLanguage(c.req.header('accept-language'), deps.language),
  timeZone: c.get('timeZone') ?? deps.timeZone,
});
export function sayTo(c: Asked, deps: HttpDeps): Say {
  const { language, timeZone } = readerOf(c, deps);
  return sayIn(language, timeZone);
}
