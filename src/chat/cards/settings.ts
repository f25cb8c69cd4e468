import { areaOf, areas, type Area } from '../../domain/settings/areas.ts';
import { definitions, settingNames, type SettingName } from '../../domain/settings/definitions.ts';
import type { Scope } from '../../domain/settings/schema.ts';
import type { SetValue } from '../../domain/settings/list-settings.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, CommandAction, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** A value as people type it. */
export function sayValue(value: unknown, { say }: Pick<Drawing, 'say'>): string {
  if (typeof value === 'boolean') return say(value ? 'chat.yes' : 'chat.no');
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one: unknown) => String(one).replace(/^(SEV\d)_.*$/, '$1')).join(', ');
  return value === '' ? say('imasCommands.empty') : String(value);
}

/** What differs from the defaults, by what it is about; a button for each area shows all that there is. */
export function settingsCard(draw: Drawing, values: readonly SetValue[]): Card {
  const { say } = draw;
  const byArea = Map.groupBy(values, ({ name }) => areaOf[name]);
  return cardOf({
    title: say(values.length === 0 ? 'imasCommands.all_default' : 'imasCommands.differs', { n: values.length }),
    blocks: areas.flatMap((area) => {
      const mine = byArea.get(area) ?? [];
      return mine.length === 0 ? [] : [heading(draw, area), ...longList(mine.map((it) => lineOf(draw, it)), say)];
    }),
    actions: areas.flatMap((area) => button(draw, 'imas/settings', `settings.area_${area}`, { area })),
  });
}

/** All settings of one area, what each is now and what it does; each is a choice away. */
export function areaCard(draw: Drawing, area: Area, values: readonly SetValue[]): Card {
  const { say } = draw;
  const mine = settingNames.filter((name) => areaOf[name] === area);
  const lines = mine.flatMap((name): Rich[] => {
    const set = values.filter((it) => it.name === name);
    const own = set.find(({ scope }) => scope === 'organisation');
    const { fallback, help } = definitions[name];
    const now: Rich = own === undefined ? [{ bold: name }, ` = ${sayValue(fallback, draw)}`] : lineOf(draw, own);
    return [[...now, ` · ${say(help)}`], ...set.filter((it) => it !== own).map((it) => lineOf(draw, it))];
  });
  return {
    ...cardOf({ title: `${say('imasCommands.settings_button')} · ${say(`settings.area_${area}`)}`, blocks: [{ kind: 'list', items: lines }], actions: button(draw, 'imas/settings', 'imasCommands.settings_button') }),
    more: mine.flatMap((name) => button(draw, 'imas/settings', 'imasCommands.settings_button', { name }).map((action) => ({ ...action, label: name }))),
  };
}

const heading = ({ say }: Drawing, area: Area): Block => ({ kind: 'text', text: [{ bold: say(`settings.area_${area}`) }] });

const lineOf = (draw: Drawing, it: SetValue): Rich => [
  { bold: it.name }, ` = ${sayValue(it.value, draw)}`, ...(it.scope === 'organisation' ? [] : [` · ${draw.say(`settings.scope_${it.scope}`)} ${it.subjectName ?? '?'}`]), ` (${draw.say('imasCommands.otherwise')} ${sayValue(it.fallback, draw)})`,
];

export interface SettingView { name: SettingName; value: unknown; fallback: unknown; help: string; scopes: readonly Scope[]; isSet: boolean; whose: Readonly<Record<string, string>>; whoseName: string }

/** One setting: what it is now, what it would be otherwise, what it does. */
export function settingCard(draw: Drawing, it: SettingView): Card {
  const { say } = draw;
  const args = { name: it.name, ...it.whose };
  const fact = (label: string, value: string) => ({ label, value: [value] });
  const actions: CommandAction[] = [
    ...button(draw, 'imas/settings', 'teamCommands.edit', { ...args, change: 'yes' }, { style: 'primary' }), ...(it.isSet ? button(draw, 'imas/settings', 'imasCommands.reset', { ...args, reset: 'yes' }) : []),
  ];
  return cardOf({
    title: it.whoseName === '' ? it.name : `${it.name} · ${it.whoseName}`, text: [[it.help]],
    blocks: [{ kind: 'facts', facts: [
      fact(say('imasCommands.now'), sayValue(it.value, draw)), fact(say('settings.table_default'), sayValue(it.fallback, draw)),
      fact(say('settings.table_scopes'), it.scopes.map((scope) => say(`settings.scope_${scope}`)).join(', ')),
    ] }],
    actions,
  });
}
