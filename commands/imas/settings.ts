import { z } from 'zod';
import { AppError } from '../../src/errors.ts';
import type { Area } from '../../src/domain/settings/areas.ts';
import { definitions, settingNames, type SettingName } from '../../src/domain/settings/definitions.ts';
import { settingNamed, type Place } from '../../src/domain/settings/demand-change.ts';
import { listSettings } from '../../src/domain/settings/list-settings.ts';
import { resetSetting } from '../../src/domain/settings/reset-setting.ts';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { findService } from '../../src/domain/services/find-service.ts';
import type { TextKey } from '../../src/texts/say.ts';
import type { Answer } from '../../src/chat/card.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { areaCard, sayValue, settingCard, settingsCard } from '../../src/chat/cards/settings.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { settingValues, settings } from '../../src/chat/known/settings.ts';
import { boolean, choice, optional, service, team, text, user } from '../../src/chat/options.ts';

interface Whose { place: Place; args: Record<string, string>; name: string; subject: string }

export const imasSettings = command({
  description: 'imasCommands.settings', title: 'titles.imas_settings', needs: 'view_team', submit: 'teamCommands.save',
  options: z.object({
    name: optional(text({ known: settings, label: 'settings.table_name', max: 80 })),
    value: optional(text({ known: settingValues, label: 'imasCommands.value', greedy: true, max: 500 })),
    team: optional(team({ named: true })), service: optional(service({ named: true })), user: optional(user({ named: true })),
    reset: optional(boolean({ label: 'imasCommands.reset', named: true })),
    area: optional(choice({ access: 'settings.area_access', rooms: 'settings.area_rooms', pages: 'settings.area_pages', incidents: 'settings.area_incidents', upkeep: 'settings.area_upkeep' } satisfies Record<Area, TextKey>, { label: 'settings.area', named: true })),
    /** A button's way to ask for the form. */
    change: optional(boolean({ label: 'teamCommands.edit', named: true })),
  }),
  async run(ask, options) {
    const whose = await whoseOf(ask, options);
    if (options.name === undefined) {
      if (options.change === true) return formFor(ask, undefined, whose, undefined);
      const values = await listSettings(ask.ctx);
      return { kind: 'card', card: options.area === undefined ? settingsCard(ask, values) : areaCard(ask, options.area, values), private: true };
    }
    const name = settingNamed(options.name);
    const actions = button(ask, 'imas/settings', 'imasCommands.settings_button');
    if (options.reset === true) {
      const was = await resetSetting(ask.ctx, name, whose.place);
      return done(ask.say(was ? 'imasCommands.was_reset' : 'imasCommands.was_default', { name }), { actions });
    }
    if (options.value !== undefined) {
      const set = await setOr(ask, name, options.value, whose);
      if (set.problem !== undefined) return formFor(ask, name, whose, options.value, set.problem);
      const { value } = set;
      return done(ask.say('imasCommands.was_set', { name, value: sayValue(value, ask) }), { actions: [...button(ask, 'imas/settings', 'imasCommands.reset', { name, ...whose.args, reset: 'yes' }), ...actions] });
    }
    const set = (await listSettings(ask.ctx)).find((it) => it.name === name && it.scope === whose.place.scope && it.subject === whose.subject);
    const { fallback, help, scopes } = definitions[name];
    if (options.change === true) return formFor(ask, name, whose, sayValue(set?.value ?? fallback, ask));
    return { kind: 'card', card: settingCard(ask, { name, value: set?.value ?? fallback, fallback, help: ask.say(help), scopes, isSet: set !== undefined, whose: whose.args, whoseName: whose.name }), private: true };
  },
});

/** The value as stored, or what is wrong with it: a sentence for its field. */
async function setOr(ask: Ask, name: SettingName, typed: string, whose: Whose): Promise<{ value: unknown; problem?: undefined } | { problem: string }> {
  try {
    return { value: await setSetting(ask.ctx, name, typed, whose.place) };
  } catch (error) {
    const problem = error instanceof AppError ? error.extras.fields?.['value'] : undefined;
    if (problem !== undefined) return { problem: ask.say(problem.key, problem.params) };
    throw error;
  }
}

async function whoseOf({ ctx }: Ask, options: { team?: string | undefined; service?: string | undefined; user?: string | undefined }): Promise<Whose> {
  if (options.team !== undefined) {
    const { id, name } = await findTeam(ctx, options.team);
    return { place: { scope: 'team', teamId: id }, args: { team: name }, name, subject: id };
  }
  if (options.service !== undefined) {
    const { id, name } = await findService(ctx, options.service);
    return { place: { scope: 'service', serviceId: id }, args: { service: name }, name, subject: id };
  }
  if (options.user !== undefined) {
    const { id, username } = await findUser(ctx, options.user);
    return { place: { scope: 'person', userId: id }, args: { user: username }, name: username, subject: id };
  }
  return { place: { scope: 'organisation' }, args: {}, name: '', subject: '' };
}

/** The form for a value; without a name also for which setting. */
function formFor({ say }: Ask, name: SettingName | undefined, whose: Whose, value: string | undefined, problem?: string): Answer {
  const choices = settingNames.map((each) => ({ value: each, label: each }));
  return {
    kind: 'form', form: {
      title: say('titles.imas_settings'), command: 'imas/settings', args: { ...whose.args, ...(name === undefined ? {} : { name }) }, submit: say('teamCommands.save'),
      ...(name === undefined ? {} : { intro: `${name}: ${say(definitions[name].help)}` }),
      fields: [
        ...(name === undefined ? [{ name: 'name', label: say('settings.table_name'), kind: 'choice' as const, required: true, choices }] : []),
        { name: 'value', label: say('imasCommands.value'), kind: 'text', required: true, help: say('imasCommands.help_value'), ...(value === undefined ? {} : { value }), ...(problem === undefined ? {} : { error: problem }) },
      ],
    },
  };
}
