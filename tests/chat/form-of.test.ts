import { expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { drawModal as drawInDiscord } from '../../src/chat/discord/render/modal.ts';
import { formParts } from '../../src/chat/discord/render/form-parts.ts';
import { optionsOf } from '../../src/chat/option-info.ts';
import { drawModal as drawInSlack } from '../../src/chat/slack/render/modal.ts';
import { sayIn } from '../../src/texts/say.ts';

const asking = Object.entries(commands).filter(([, { options }]) => optionsOf(options).length > 0);
const isOfOneIncident = (name: string): boolean => optionsOf(commands[name]!.options).length > 1 && optionsOf(commands[name]!.options).some((option) => option.name === 'incident');
const asked = asking.flatMap(([name]) => [{}, ...(isOfOneIncident(name) ? [{ incident: 'INC-12345' }] : [])].flatMap((args) => (['en', 'fr'] as const).map((language) => [name, language, args] as const)));

test.each(asked)('the title of %s (%s, %j) stands whole on every platform', (name, language, args) => {
  const say = sayIn(language);
  const form = formOf(name, commands[name]!, { args }, say);
  expect(form.title).toContain(say(commands[name]!.title ?? commands[name]!.description));
  expect(drawInSlack(form, { say, carry: {} }).view).toMatchObject({ title: { text: form.title }, submit: { text: form.submit } });
  for (const part of formParts(form).keys()) expect(drawInDiscord({ form, part, values: {} }, say).modal.title.startsWith(form.title)).toBe(true);
});

test('of an incident its number stands first', () => {
  expect(formOf('incident/lead', commands['incident/lead']!, { args: { incident: 'INC-42' } }, sayIn('fr')).title).toBe('INC-42 · Responsable');
});

/** Titles of forms that commands make themselves; what holds a name of somebody's choosing is said whole within the form. */
const ofTheirOwn = ['schedules.override_remove', 'titles.oncall_schedule_edit', 'titles.oncall_schedule_remove', 'schedules.rotation_edit', 'schedules.rotation_delete', 'titles.user_contact', 'reach.rule_title', 'reach.remove_title', 'titles.imas_settings', 'slackSetup.setup_title', 'discordSetup.setup_title'] as const;
test.each(ofTheirOwn.flatMap((key) => (['en', 'fr'] as const).map((language) => [key, language] as const)))('the title %s (%s) has room in Slack', (key, language) => {
  expect(sayIn(language)(key).length).toBeLessThanOrEqual(24);
});
test.each((['team', 'service', 'source'] as const).flatMap((step) => (['en', 'fr'] as const).map((language) => [step, language] as const)))('the step of the set-up that asks for a %s (%s) has room in Slack', (step, language) => {
  const say = sayIn(language);
  expect(say('imasCommands.setup_step', { n: 3, what: say(`imasCommands.step_${step}`) }).length).toBeLessThanOrEqual(24);
});
