import type { Finding } from '../../domain/escalation/preflight/finding.ts';
import { notice } from '../notice.ts';
import type { Block, Card, CommandAction } from '../card.ts';
import type { Drawing } from '../command.ts';
import { tameParams } from '../notice.ts';
import { button } from './button.ts';

/** A card of more is not read; the worst come first. */
const mostShown = 15;
const mostButtons = 4;

/** What would go wrong, worst first, each with the way to its cure. @param about a team or service; null: everything. @param wasMore something had been found before */
export function checkCard(draw: Drawing, { about, findings, days, wasMore = false }: { about: string | null; findings: readonly Finding[]; days: number; wasMore?: boolean }): Card {
  const { say } = draw;
  const again = button(draw, 'oncall/check', 'oncallCheck.again', about === null ? {} : { about });
  if (findings.length === 0) {
    const title = about === null ? say('oncallCheck.good') : say('oncallCheck.good_of', { about });
    return { title, tone: 'good', notice: notice(title), body: [{ kind: 'text', text: [`${wasMore ? `${say('oncallCheck.fixed_all')} ` : ''}${say('oncallCheck.good_text', { days })}`] }], actions: again };
  }
  const title = about === null ? say('oncallCheck.title', { n: findings.length }) : say('oncallCheck.title_of', { about, n: findings.length });
  const shown = findings.slice(0, mostShown).map((finding, at) => ({ finding, n: at + 1 }));
  // What mends several findings is one button.
  const fixes = [...Map.groupBy(shown, ({ finding: { fix } }) => JSON.stringify([fix.command, fix.args, fix.label])).values()].flatMap((same): CommandAction[] => {
    const { fix } = same[0]!.finding;
    return button(draw, fix.command, fix.label, fix.args).map((action) => ({ ...action, label: say('oncallCheck.fix_n', { n: same.map(({ n }) => n).join(', '), label: action.label }) }));
  });
  const body = ([1, 2, 3] as const).flatMap((rank): Block[] => {
    const some = shown.filter(({ finding }) => finding.rank === rank);
    const heading = say(rank === 1 ? 'oncallCheck.worst' : rank === 2 ? 'oncallCheck.risky' : 'oncallCheck.weak');
    return some.length === 0 ? [] : [{ kind: 'text', text: [{ bold: heading }] }, { kind: 'list', items: some.map(({ finding, n }) => [{ bold: `${n}` }, ` ${sentence(finding, draw)}`]) }];
  });
  const left = findings.length - shown.length;
  return {
    title, tone: findings[0]!.rank === 1 ? 'bad' : findings[0]!.rank === 2 ? 'high' : 'neutral', notice: notice(title), body,
    actions: [...fixes.slice(0, mostButtons), ...again], ...(fixes.length > mostButtons ? { more: fixes.slice(mostButtons) } : {}),
    small: [...(left > 0 ? [[say('oncallCheck.more', { n: left })]] : []), [say('oncallCheck.until', { days })]],
  };
}

/** One finding as a sentence. */
const sentence = ({ key, params, words = {} }: Finding, { say }: Pick<Drawing, 'say'>): string =>
  say(key, tameParams({ ...params, ...Object.fromEntries(Object.entries(words).map(([name, it]) => [name, say(it.key, it.params)])) }));
