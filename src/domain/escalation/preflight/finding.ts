import type { TextKey, TextParams } from '../../../texts/say.ts';

/** What would go wrong with a page in the coming days, and what to do about it. Instants in `params` are ISO strings. */
export interface Finding {
  /** Stays the same from day to day for as long as it is the same thing. */
  id: string;
  /** 1: a page would reach nobody at first; 2: it hangs on one person or one means; 3: worth knowing. */
  rank: 1 | 2 | 3;
  /** Whose business it is; null: the administrators'. */
  teamId: string | null;
  /** When it begins to matter, epoch milliseconds; what holds already: now. */
  at: number;
  key: TextKey;
  params: TextParams;
  /** What stands in blanks of these names, in the reader's language. */
  words?: Readonly<Record<string, { key: TextKey; params: TextParams }>>;
  /** A command with its blanks filled in. */
  fix: { label: TextKey; command: string; args: Record<string, string> };
}

/** Worst first, of the same weight the soonest, then by what they are. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => a.rank - b.rank || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
