import type { Provider } from '../../domain/providers/find-provider.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** All providers in the order in which they are tried, each with how its last use went. */
export function providersCard(draw: Drawing, providers: readonly Provider[]): Card {
  const { say } = draw;
  const lines = providers.map((provider): Rich => [{ bold: provider.name }, ` · ${provider.kind} · `, ...state(provider, draw)]);
  return cardOf({
    title: say('providerCommands.providers', { n: providers.length }), blocks: longList(lines, say),
    text: [[say(providers.length === 0 ? 'providerCommands.none' : 'providerCommands.in_order')]], tone: providers.some((provider) => provider.isActive && provider.lastError !== null) ? 'bad' : 'neutral',
    actions: [
      ...button(draw, 'provider/add', 'providerCommands.add_button'), ...(providers.length === 0 ? [] : button(draw, 'provider/test', 'providerCommands.test_button', providers.length === 1 ? { provider: providers[0]!.name } : {})),
    ],
  });
}

function state(provider: Provider, { say }: Drawing): Rich {
  if (!provider.isActive) return [say('providerCommands.disabled')];
  if (provider.lastUsedAt === null) return [say('providerCommands.never_used')];
  const at = { time: provider.lastUsedAt.toISOString(), style: 'datetime' as const };
  return provider.lastError === null ? [`${say('providerCommands.worked')} `, at] : [{ bold: say('providerCommands.failed') }, ' ', at, `: ${provider.lastError.slice(0, 200)}`];
}
