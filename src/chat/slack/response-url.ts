import type { DrawnMessage } from './render/message.ts';

const patienceMs = 5000;

/**
 * Answers where something was asked, by the address that came with it.
 * @throws Error when that address is used up, over, or cannot be reached: answer by another way then
 */
export async function respond(url: string, { text, blocks }: DrawnMessage, how: { seenBy: 'asker' | 'everybody'; thread?: string }): Promise<void> {
  const response = await fetch(url, {
    method: 'POST', redirect: 'error', signal: AbortSignal.timeout(patienceMs), headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ response_type: how.seenBy === 'asker' ? 'ephemeral' : 'in_channel', replace_original: false, text, blocks, ...(how.thread === undefined ? {} : { thread_ts: how.thread }) }),
  });
  const said = (await response.text()).slice(0, 500);
  // It may say no with a 200, too.
  if (!response.ok || /"ok"\s*:\s*false/.test(said)) throw new Error(`The response_url refused: ${response.status} ${said.slice(0, 100)}`);
}
