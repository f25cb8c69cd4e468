import type { Ports } from '../ports.ts';
import type { Source } from './schema.ts';

/** The address to which a source of this kind posts. @param baseUrl without trailing slash */
export const webhookUrl = (kind: string, baseUrl: string): string => `${baseUrl}/api/v1/webhooks/${kind}/`;

/** What to paste into the tool, finished; just the address for a kind that is no longer there. */
export function snippetFor(source: Pick<Source, 'kind' | 'name'>, baseUrl: string, token: string, kinds: Ports['sourceKinds']): string {
  const url = webhookUrl(source.kind, baseUrl);
  return kinds.find(({ kind }) => kind === source.kind)?.snippet({ url, token, name: source.name }) ?? url;
}
