import type { DeadLetter } from '../../domain/notifications/retry-dead.ts';
import type { GroupFault } from '../../domain/oncall/group-faults.ts';
import type { HealthReport, ScheduleLine } from '../../domain/ports.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import type { RefusingPlace } from '../posted/refusing-places.ts';
import { errorWords } from '../error-words.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

const mark = (ok: boolean, draw: Drawing): Rich[number] => (ok ? draw.say('imasCommands.ok') : { bold: draw.say('imasCommands.bad') });

/** Is everything well? What is not comes first. @param seen what the reader may see beside the plain state */
export function statusCard(draw: Drawing, report: HealthReport, seen: { providers: boolean; refusing: readonly RefusingPlace[]; groups: readonly GroupFault[]; noServer: boolean; dead: readonly DeadLetter[]; settings: number; mayConnect: boolean }): Card {
  const { say } = draw;
  const { database, queue, timers, platforms } = report;
  // A platform's own row says nothing that the platform does not; a webhook alone is a provider like any other.
  const providers = seen.providers ? report.providers.filter(({ isPlatform }) => !isPlatform) : [];
  const [slack, discord] = (['slack', 'discord'] as const).map((wanted) => platforms.find(({ name }) => name === wanted));
  const line = (name: string, ok: boolean, detail: string): { ok: boolean; text: Rich } => ({ ok, text: [{ bold: name }, ': ', mark(ok, draw), ...(detail === '' ? [] : [` · ${detail}`])] });
  const lines = [
    line(say('imasCommands.database'), database.ok, database.detail),
    line(say('imasCommands.queue'), queue.ok, say('imasCommands.queue_depth', { n: queue.depth, seconds: Math.round(queue.oldestSeconds) })),
    line(say('imasCommands.timers'), timers.oldestLateSeconds < 10, timers.oldestLateSeconds < 1 ? say('imasCommands.timers_waiting', { n: timers.waiting }) : say('imasCommands.timers_late', { n: timers.waiting, seconds: Math.round(timers.oldestLateSeconds) })),
    ...platforms.map((platform) => line(platformWord(platform.name, draw), platform.ok, platform.detail)),
    ...platforms.flatMap(({ name, amiss = [] }) => amiss.map((what) => line(platformWord(name, draw), false, what))),
    ...(seen.noServer ? [line(platformWord('discord', draw), false, say('discordSetup.no_server'))] : []),
    ...seen.groups.map(({ platform, groupId: id, team, said }) => line(`${platformWord(platform, draw)} (${say(platform === 'discord' ? 'discordSetup.role' : 'discordSetup.group', { id, team })})`, false, say(said.key, said.params))),
    ...seen.refusing.map(({ platform, placeId, teams }) => line(`${platformWord(platform, draw)} (${[...teams, placeId].join(', ')})`, false, say('imasCommands.place_refuses'))),
    ...providers.map((provider) => line(`${provider.name} (${provider.kind})`, provider.ok, provider.detail)),
  ].toSorted((a, b) => Number(a.ok) - Number(b.ok));
  const well = lines.every((one) => one.ok) && report.status === 'healthy' && report.deadLetters === 0;
  return cardOf({
    title: say(report.status === 'unhealthy' ? 'imasCommands.unhealthy' : well ? 'imasCommands.healthy' : 'imasCommands.mostly'), tone: report.status === 'unhealthy' ? 'bad' : well ? 'good' : 'medium',
    blocks: [{ kind: 'list', items: lines.map((one) => one.text) }, ...deadBlocks(draw, report.deadLetters, seen.dead)],
    actions: [...(seen.dead.length > 0 ? button(draw, 'imas/status', 'imasCommands.retry', { retry: 'yes' }, { style: 'primary', confirm: say('imasCommands.retry_sure', { n: report.deadLetters }) }) : []), ...(seen.dead.length > 0 ? button(draw, 'imas/dead-letters', 'imasCommands.dead_letters') : []), ...(seen.mayConnect && slack?.ok === false ? button(draw, 'imas/setup-slack', 'slackSetup.repair_button') : []), ...(seen.mayConnect && (discord?.ok === false || discord?.amiss !== undefined) ? button(draw, 'imas/setup-discord', 'discordSetup.repair_button') : []), ...button(draw, 'imas/status', 'imasCommands.look_again'), ...button(draw, 'imas/jobs', 'imasCommands.jobs_button')],
    small: [
      // Whoever works in one of them is not told of the other.
      ...(report.platformsUnknown === true ? [[say('imasCommands.platforms_unknown')]] : seen.mayConnect && slack === undefined && discord === undefined && draw.has('imas/setup-slack') ? [[say('slackSetup.slack_absent')], ...(seen.noServer ? [] : [[say('discordSetup.absent')]])] : []),
      ...(seen.settings === 0 ? [] : [[say('imasCommands.settings_differ', { n: seen.settings })]]),
    ],
  });
}

/** A platform as people call it. */
function platformWord(name: string, { say }: Drawing): string {
  return name === 'console' ? say('slackSetup.platform_console') : name === 'slack' ? say('slackSetup.platform_slack') : name === 'discord' ? say('slackSetup.platform_discord') : name;
}

function deadBlocks(draw: Drawing, count: number, dead: readonly DeadLetter[]): Block[] {
  const { say } = draw;
  if (count === 0) return [];
  if (dead.length === 0) return [{ kind: 'text', text: [say('imasCommands.dead_unseen', { n: count })] }];
  const lines = dead.slice(0, 5).map((it): Rich => [{ bold: it.username ?? '?' }, ` · ${say(`cards.means_${it.means}`)}`, ...(it.incident === null ? [] : [` · ${it.incident}`]), `: ${cut(tame(errorWords(it, say)), 160)}`]);
  return [{ kind: 'text', text: [{ bold: say('imasCommands.dead', { n: count }) }] }, ...longList(lines, say, Math.max(count, lines.length))];
}

/** Scheduled work: when it runs next, how it went last. */
export function jobsCard(draw: Drawing, jobs: readonly ScheduleLine[], mayRun: boolean): Card {
  const { say } = draw;
  const at = (date: Date) => ({ time: date.toISOString(), style: 'datetime' as const });
  const lines = jobs.map((job): Rich => [
    { bold: job.name }, ` · ${say('imasCommands.next')} `, at(job.nextRunAt), ' · ',
    ...(job.lastRunAt === null ? [say('imasCommands.never_ran')] : [`${say('imasCommands.last')} `, at(job.lastRunAt), ...(job.lastResult === '' ? [] : [`: ${job.lastResult}`])]),
  ]);
  return cardOf({
    title: say('imasCommands.jobs', { n: jobs.length }), blocks: longList(lines, say),
    actions: mayRun ? jobs.slice(0, 4).flatMap((job) => button(draw, 'imas/jobs', 'imasCommands.run', { run: job.name }).map((action) => ({ ...action, label: `${action.label} ${job.name}` }))) : [],
  });
}
