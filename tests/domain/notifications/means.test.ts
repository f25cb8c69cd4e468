import { expect, test } from 'vitest';
import { attemptsFor, type Contact, type MeansName, type Rule } from '../../../src/domain/notifications/means.ts';
import { repeatsOf } from '../../../src/domain/notifications/repeats.ts';
import type { Urgency } from '../../../src/domain/severity.ts';

const sms: Contact = { id: 's', means: 'SMS', address: '+331' };
const voice: Contact = { id: 'v', means: 'VOICE', address: '+332' };
const mail: Contact = { id: 'm', means: 'EMAIL', address: 'a@example.org' };
const ntfy: Contact = { id: 'n', means: 'NTFY', address: 'alice' };
const rule = (means: MeansName, afterSeconds: number, contactId: string | null = null): Rule => ({ means, contactId, afterSeconds });

const words = (contacts: Contact[], urgency: Urgency, only: MeansName[] | null, rules: Rule[] = []) =>
  attemptsFor(contacts, urgency, only, rules).map((one) => `${one.means} ${one.afterSeconds} ${one.rule}`).join(', ');

test.each<[string, Contact[], Urgency, MeansName[] | null, Rule[], string]>([
  ['nobody has more than chat', [], 'high', null, [], 'CHAT 0 default'],
  ['the default rule', [sms, voice, ntfy], 'high', null, [], 'CHAT 0 default, NTFY 0 default, SMS 60 default, VOICE 180 default'],
  ['low urgency is told in chat', [sms, mail], 'low', null, [], 'CHAT 0 default'],
  ['a step that names means', [sms, mail], 'high', ['EMAIL'], [], 'EMAIL 0 step'],
  ['a step that names what rings, and no chat to wait for', [sms, voice], 'high', ['SMS', 'VOICE'], [], 'SMS 0 step, VOICE 120 step'],
  ['a step of calls alone', [sms, voice], 'high', ['VOICE'], [], 'VOICE 0 step'],
  ['a step that names means somebody lacks', [mail], 'high', ['SMS'], [], 'CHAT 0 step, EMAIL 60 reach'],
  ['a step of chat alone is followed by what reaches', [sms], 'high', ['CHAT'], [], 'CHAT 0 step, SMS 60 reach'],
  ['one’s own rules', [sms, mail], 'high', null, [rule('CHAT', 0), rule('SMS', 30), rule('EMAIL', 300)], 'CHAT 0 own, SMS 30 own, EMAIL 300 own'],
  ['one of several contacts', [sms, { ...sms, id: 't', address: '+339' }], 'high', null, [rule('SMS', 0, 't')], 'SMS 0 own'],
  ['chat alone is never a reach', [sms, mail], 'high', null, [rule('CHAT', 0)], 'CHAT 0 own, EMAIL 60 reach, SMS 60 reach'],
  ['nor for longer than a minute', [sms, mail], 'high', null, [rule('CHAT', 0), rule('EMAIL', 900), rule('SMS', 600)], 'CHAT 0 own, SMS 60 reach, EMAIL 900 own'],
  ['at low urgency it may be', [sms], 'low', null, [rule('CHAT', 0)], 'CHAT 0 own'],
  ['rules whose contacts are gone', [mail], 'high', null, [rule('SMS', 0)], 'CHAT 0 default, EMAIL 0 default'],
  ['a policy’s means come before one’s own', [sms, mail], 'high', ['EMAIL'], [rule('SMS', 0)], 'EMAIL 0 step'],
])('%s', (_, contacts, urgency, only, rules, expected) => {
  expect(words(contacts, urgency, only, rules)).toBe(expected);
});

test.each<[string, Contact[], Urgency, Rule[], string]>([
  ['by SMS every two minutes', [sms], 'high', [], 'SMS 180, SMS 300, SMS 420, SMS 540, SMS 660, SMS 780'],
  ['by call where there is a number for it', [sms, voice], 'high', [], 'VOICE 300, VOICE 420, VOICE 540, VOICE 660, VOICE 780'],
  ['not at low urgency', [sms], 'low', [], ''],
  ['not by what makes no noise', [mail, ntfy], 'high', [], ''],
  ['not by one’s own rules', [sms], 'high', [rule('SMS', 0)], ''],
])('ringing again: %s', (_, contacts, urgency, rules, expected) => {
  expect(repeatsOf(attemptsFor(contacts, urgency, null, rules)).map((one) => `${one.means} ${one.afterSeconds}`).join(', ')).toBe(expected);
});
