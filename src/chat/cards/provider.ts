import type { Provider } from '../../domain/providers/find-provider.ts';
import type { Say } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/**
 * All providers in the order in which they are tried, each with how its last use went.
 * @param locked kinds that the environment configures: a row each, which nobody can change from here
 */
export function providersCard(draw: Drawing, providers: readonly Provider[], locked: readonly string[]): Card {
  const { say } = draw;
  const lines = [
    ...locked.map((kind): Rich => [{ bold: platformName(kind, say) }, ` · ${kind} · ${say('slackSetup.locked_row')}`]),
    ...providers.map((provider): Rich => [{ bold: provider.name }, ` · ${provider.kind} · `, ...(locked.includes(provider.kind) && provider.config['bot_token'] !== undefined ? [say('slackSetup.overruled')] : [...state(provider, draw), ...limitsOf(provider, draw)])]),
  ];
  return cardOf({
    title: say('providerCommands.providers', { n: lines.length }), blocks: longList(lines, say),
    text: [[say(lines.length === 0 ? 'providerCommands.none' : 'providerCommands.in_order')]], tone: providers.some((provider) => provider.isActive && provider.lastError !== null) ? 'bad' : 'neutral',
    actions: [
      ...button(draw, 'provider/add', 'providerCommands.add_button'), ...(providers.length === 0 ? [] : button(draw, 'provider/test', 'providerCommands.test_button', providers.length === 1 ? { provider: providers[0]!.name } : {})),
    ],
  });
}

const platformName = (kind: string, say: Say): string => say(kind === 'SLACK' ? 'slackSetup.platform_slack' : 'slackSetup.platform_discord');

const limitsOf = ({ perMinute, perHour }: Provider, { say }: Drawing): Rich => [...(perMinute === null ? [] : [` · ${say('providerCommands.limit_minute', { n: perMinute })}`]), ...(perHour === null ? [] : [` · ${say('providerCommands.limit_hour', { n: perHour })}`])];

function state(provider: Provider, { say }: Drawing): Rich {
  if (!provider.isActive) return [say('providerCommands.disabled')];
  if (provider.lastUsedAt === null) return [say('providerCommands.never_used')];
  const at = { time: provider.lastUsedAt.toISOString(), style: 'datetime' as const };
  return provider.lastError === null ? [`${say('providerCommands.worked')} `, at] : [{ bold: say('providerCommands.failed') }, ' ', at, `: ${cut(tame(provider.lastError), 200)}`];
}
