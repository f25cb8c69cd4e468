import type { Signal } from '../sources/signal.ts';

/** One request from a monitoring tool, read and authenticated: what `receive` takes many of. */
export interface Post {
  sourceId: string;
  signals: readonly Signal[];
  receivedAt: Date;
  /** As it came; kept seven days if it told anything new or something of it was unusable. */
  raw: Uint8Array;
  path: string;
  rejected: readonly { index: number; field: string; reason: string }[];
}

/** Thrown inside the transaction when another was faster: everything is read again and done anew. */
export class Overtaken extends Error {}
