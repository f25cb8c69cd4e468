import type { SettingName } from '../../domain/settings/definitions.ts';
import type { Scope } from '../../domain/settings/schema.ts';
import type { SetValue } from '../../domain/settings/list-settings.ts';
import { cardOf } from '../answer.ts';
import type { Card, CommandAction, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** A value as people type it. */
export function sayValue(value: unknown, { say }: Pick<Drawing, 'say'>): string {
  if (typeof value === 'boolean') return say(value ? 'chat.yes' : 'chat.no');
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one: unknown) => String(one).replace(/^(SEV\d)_.*$/, '$1')).join(', ');
  return value === '' ? say('imasCommands.empty') : String(value);
}

/** What differs from the defaults, and what else can be set. */
export function settingsCard(draw: Drawing, values: readonly SetValue[], names: readonly SettingName[]): Card {
  const { say } = draw;
  const lines = values.map((it): Rich => [
    { bold: it.name }, ` = ${sayValue(it.value, draw)}`, ...(it.scope === 'organisation' ? [] : [` · ${say(`settings.scope_${it.scope}`)} ${it.subjectName ?? '?'}`]), ` (${say('imasCommands.otherwise')} ${sayValue(it.fallback, draw)})`,
  ]);
  const same = names.filter((name) => values.every((it) => it.name !== name));
  return cardOf({
    title: say(values.length === 0 ? 'imasCommands.all_default' : 'imasCommands.differs', { n: values.length }),
    blocks: [...longList(lines, say), { kind: 'text', text: [`${say('imasCommands.can_be_set')} `, same.join(', ')] }],
    actions: button(draw, 'imas/settings', 'imasCommands.change_one', { change: 'yes' }),
  });
}

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
