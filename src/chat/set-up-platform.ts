import { addProvider } from '../domain/providers/add-provider.ts';
import { editProvider } from '../domain/providers/edit-provider.ts';
import { listProviders, type Provider } from '../domain/providers/find-provider.ts';
import { enableProvider } from '../domain/providers/switch-provider.ts';
import type { ProviderKind } from '../domain/ports.ts';
import type { Answer, Card } from './card.ts';
import type { Ask } from './command.ts';
import { readSettings, settingsForm, settingsProblems, type SettingsForm } from './provider-form.ts';
import { secretsElsewhere } from './secrets-elsewhere.ts';

/** What differs from platform to platform when its provider is set up from chat. */
export interface PlatformSetUp {
  /** With the settings that are asked for. */
  kind: ProviderKind;
  /** Whether a row of that kind is the platform's configuration, and no other provider under the same name. */
  isIt(row: Provider): boolean;
  /** Settings without which there is nothing to try. */
  needed: readonly string[];
  /** How the command is typed. */
  phrase: string;
  form: Omit<SettingsForm, 'values'>;
  /** Whether the form is asked for, and not the guide. */
  wantsForm: boolean;
  /** What a new row is called. */
  name(all: readonly Provider[]): string;
  guide(): Card;
  /** What came of trying the settings. */
  result(row: Provider): Promise<Card>;
}

/** The guide first, then the form with the settings, then whether they work; a row that is there is changed and put to use. */
export async function setUpPlatform(ask: Ask, it: PlatformSetUp, typed: Record<string, string>): Promise<Answer> {
  const all = await listProviders(ask.ctx);
  const rows = all.filter((row) => row.kind === it.kind.kind && it.isIt(row));
  const row = rows.find(({ isActive }) => isActive) ?? rows[0];
  const config = readSettings(it.kind, typed);
  if (Object.keys(config).length === 0 && !it.wantsForm) return shown(row === undefined ? it.guide() : await it.result(row));
  const form: SettingsForm = { ...it.form, values: typed };
  if (row === undefined && it.needed.some((name) => config[name] === undefined)) return await secretsElsewhere(ask, it.phrase) ?? settingsForm(ask, it.kind, form);
  try {
    return shown(await it.result(await saved(ask, row, { kind: it.kind.kind, name: it.name(all), config })));
  } catch (error) {
    const problems = settingsProblems(error, it.kind, ask);
    if (problems === undefined) throw error;
    return settingsForm(ask, it.kind, form, problems);
  }
}

/** The row that is the platform's configuration, made or changed, and in use. */
async function saved({ ctx, ports }: Ask, row: Provider | undefined, wanted: { kind: string; name: string; config: Record<string, unknown> }): Promise<Provider> {
  if (row === undefined) return addProvider(ctx, wanted, ports);
  const changed = await editProvider(ctx, row.id, { config: wanted.config }, ports);
  return changed.isActive ? changed : enableProvider(ctx, row.id);
}

const shown = (card: Card): Answer => ({ kind: 'card', card, private: true });
