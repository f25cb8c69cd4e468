import type { Choice } from '../card.ts';
import { cut, tame } from '../notice.ts';

/** No platform shows a longer one. */
const longest = 100;

/** A value that says for itself what it is. */
export const plain = (value: string): Choice => ({ value, label: value });
/** A value, and what it is. */
export const described = (value: string, what: string): Choice => ({ value, label: cut(tame(`${value} · ${what}`), longest) });
