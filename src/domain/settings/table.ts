import { sayIn, type Language, type TextKey } from '../../texts/say.ts';
import { definitions, settingNames } from './definitions.ts';

const narrower = { team: 'settings.who_team', service: 'settings.who_service', person: 'settings.who_person' } as const satisfies Record<string, TextKey>;

/** All settings as a Markdown table: name, default, scopes, who may change it, help (spec §13: one table in the docs, made from the code). */
export function settingsTable(language: Language): string {
  const say = sayIn(language);
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const head = [say('settings.table_name'), say('settings.table_default'), say('settings.table_scopes'), say('settings.table_who'), say('settings.table_help')];
  const lines = settingNames.map((name) => {
    const { fallback, scopes, mayChange, help } = definitions[name];
    const who = scopes.map((scope) => (scope === 'organisation' ? `\`${mayChange}\`` : say(narrower[scope])));
    return [`\`${name}\``, `\`${JSON.stringify(fallback)}\``, scopes.map((scope) => say(`settings.scope_${scope}`)).join(', '), who.join(', '), say(help)];
  });
  return [head, head.map(() => '---'), ...lines].map(row).join('\n') + '\n';
}
