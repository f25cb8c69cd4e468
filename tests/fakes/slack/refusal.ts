import type { Json } from './state.ts';

/** What Slack answers with ok: false. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: Json;
  constructor(code: string, extra: Json = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export function refuse(code: string, extra?: Json): never {
  throw new Refusal(code, extra);
}
/** Refused as a whole list of complaints, as Slack words it in response_metadata. */
export function refuseFor(code: string, messages: readonly string[]): never {
  throw new Refusal(code, { response_metadata: { messages: messages.map((it) => `[ERROR] ${it}`) } });
}
