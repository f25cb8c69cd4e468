import { isValidSlackRequest } from '@slack/bolt';

const patienceSeconds = 300;

/** What carries a request's signature. */
export interface SignedRequest { raw: string; headers: { get(name: string): string | null } }

/**
 * Did Slack sign these very bytes with one of our secrets, within five minutes of now (spec §14)? Several secrets, while
 * one is being changed. Bolt's own check takes stamps of the future.
 */
export function isSigned({ raw, headers }: SignedRequest, secrets: readonly string[], now = Date.now()): boolean {
  const stamp = headers.get('x-slack-request-timestamp') ?? '';
  const signature = headers.get('x-slack-signature') ?? '';
  if (!/^\d{1,12}$/.test(stamp) || Math.abs(now / 1000 - Number(stamp)) > patienceSeconds) return false;
  return secrets.some((signingSecret) => isValidSlackRequest({
    signingSecret, body: raw, nowMilliseconds: now, headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(stamp) },
  }));
}
