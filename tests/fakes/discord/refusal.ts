type Json = Record<string, unknown>;

/** HTTP status and words of the JSON error codes (topics/opcodes-and-status-codes). */
const KNOWN: Record<number, readonly [status: number, message: string]> = {
  10_003: [404, 'Unknown Channel'], 10_004: [404, 'Unknown Guild'], 10_007: [404, 'Unknown Member'], 10_008: [404, 'Unknown Message'], 10_009: [404, 'Unknown Overwrite'],
  10_011: [404, 'Unknown Role'], 10_013: [404, 'Unknown User'], 10_014: [400, 'Unknown Emoji'], 10_015: [404, 'Unknown Webhook'], 10_062: [404, 'Unknown interaction'], 10_063: [404, 'Unknown application command'],
  30_003: [400, 'Maximum number of pins reached for the channel (250)'], 30_007: [400, 'Maximum number of webhooks reached (15)'], 30_013: [400, 'Maximum number of guild channels reached (500)'],
  30_032: [400, 'Maximum number of application commands reached'], 40_009: [400, 'Only one channel can have a parent_id modified at a time'], 40_060: [400, 'Interaction has already been acknowledged.'],
  50_001: [403, 'Missing Access'], 50_003: [403, 'Cannot execute action on a DM channel'], 50_005: [403, 'Cannot edit a message authored by another user'], 50_006: [400, 'Cannot send an empty message'],
  50_007: [403, 'Cannot send messages to this user'], 50_008: [400, 'Cannot send messages in a non-text channel'], 50_013: [403, 'Missing Permissions'], 50_019: [400, 'A message can only be pinned to the channel it was sent in'],
  50_021: [403, 'Cannot execute action on a system message'], 50_024: [400, 'Cannot execute action on this channel type'], 50_027: [401, 'Invalid Webhook Token'], 50_028: [400, 'Invalid Role'], 50_033: [400, 'Invalid Recipient(s)'],
  50_083: [400, 'Thread is archived'], 50_109: [400, 'The request body contains invalid JSON.'], 50_278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160_004: [400, 'A thread has already been created for this message'], 160_005: [403, 'Thread is locked'],
};

/** What Discord answers instead of doing it. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Json;
  constructor(status: number, body: Json) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/** Refuses with one of the JSON error codes; `more` stands beside code and message. */
export function refuse(code: number, more: Json = {}): never {
  const [status, message] = KNOWN[code] ?? [400, 'General error'];
  throw new Refusal(status, { message, code, ...more });
}
/** 404 without a code: no such route. */
export function refuseRoute(): never {
  throw new Refusal(404, { message: '404: Not Found', code: 0 });
}
export function refuseToken(): never {
  throw new Refusal(401, { message: '401: Unauthorized', code: 0 });
}
