import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assign, type Surroundings } from '../../src/chat/assign.ts';
import { command } from '../../src/chat/command.ts';
import type { Commands } from '../../src/chat/commands.ts';
import { findCommand } from '../../src/chat/find-command.ts';
import { optionsOf } from '../../src/chat/option-info.ts';
import { dateTime, incident, longText, moment, optional, service, severity, team, text, user, whom } from '../../src/chat/options.ts';
import { quote, wordsOf } from '../../src/chat/words.ts';

const label = 'chat.option_incident' as const;
const note = () => optional(longText({ label, greedy: true }));
const one = (options: z.ZodObject, hidden?: true) => command({ description: label, options, ...(hidden ? { hidden } : {}), run: async () => { throw new Error('not run here'); } });
const commands: Commands = {
  'incident/list': one(z.object({ status: optional(text({ label, named: true })) })),
  'incident/declare': one(z.object({ severity: optional(severity()), service: optional(service()), title: text({ label, greedy: true }) })),
  'incident/show': one(z.object({ incident: incident() })),
  'incident/ack': one(z.object({ incident: incident({ guess: 'pages me' }), note: note() })),
  'incident/resolve': one(z.object({ incident: incident(), note: note(), root_cause: optional(longText({ label, named: true })) })),
  'incident/note': one(z.object({ incident: incident(), note: longText({ label, greedy: true }) })),
  'incident/severity': one(z.object({ incident: incident(), severity: severity() })),
  'incident/lead': one(z.object({ incident: incident(), user: user() })),
  'incident/snooze': one(z.object({ incident: incident(), until: moment({ clear: [] }, { label, offered: {} }) })),
  'incident/edit': one(z.object({ incident: incident(), detected_at: optional(dateTime({ label })), title: optional(text({ label, greedy: true })) })),
  'incident/keep-open': one(z.object({ incident: incident() }), true),
  'page/page': one(z.object({ whom: whom(), what: text({ label, greedy: true }), severity: optional(severity()) })),
  'oncall/who': one(z.object({ team: optional(team()) })),
  'oncall/rotate': one(z.object({ team: team() })),
  'imas/help': one(z.object({ command: optional(text({ label, greedy: true })) })),
};
const known: NonNullable<Surroundings['known']> = (kind, word) => kind === 'service' && word === 'payments';

/** What a phrase comes to: the command and its values, or what is unknown. */
function parsed(phrase: string, inRoom = false): unknown {
  const found = findCommand(phrase, commands);
  if (found.kind !== 'command') return found;
  const { values, left } = assign(found.words, optionsOf(commands[found.name]!.options), { phrase, inRoom, known });
  return [found.name, values, ...left.map((word) => word.text)];
}

describe('a phrase', () => {
  test.each([
    ['/incident ack INC-42 on it, looking', 'incident/ack', { incident: 'INC-42', note: 'on it, looking' }],
    ['/inc ack 42', 'incident/ack', { incident: '42' }],
    ['/imas incident ack #42', 'incident/ack', { incident: '#42' }],
    ['/imas ack inc-42', 'incident/ack', { incident: 'inc-42' }],
    ['ack', 'incident/ack', {}],
    ['ack on it', 'incident/ack', { note: 'on it' }],
    ['/incident', 'incident/list', {}],
    ['/incident status:open', 'incident/list', { status: 'open' }],
    ['/incident 42', 'incident/show', { incident: '42' }],
    ['/INCIDENT Close 42', 'incident/resolve', { incident: '42' }],
    ['/incident resolve INC-1 fixed by restart', 'incident/resolve', { incident: 'INC-1', note: 'fixed by restart' }],
    ['/incident resolve INC-1 fixed root_cause:"bad deploy" by restart', 'incident/resolve', { incident: 'INC-1', root_cause: 'bad deploy', note: 'fixed by restart' }],
    ['/incident resolve fixed by restart', 'incident/resolve', { note: 'fixed by restart' }],
    ['/incident note 7 line one\n  line two', 'incident/note', { incident: '7', note: 'line one\n  line two' }],
    ["/incident note 7 don't panic, it's fine", 'incident/note', { incident: '7', note: "don't panic, it's fine" }],
    ['/incident new sev2 payments “card payments are slow”', 'incident/declare', { severity: 'sev2', service: 'payments', title: 'card payments are slow' }],
    ['/incident declare high latency on redis', 'incident/declare', { title: 'high latency on redis' }],
    ['/incident declare redis is down severity=1', 'incident/declare', { severity: '1', title: 'redis is down' }],
    ['/incident severity 7 high', 'incident/severity', { incident: '7', severity: 'high' }],
    ['/incident severity sev2', 'incident/severity', { severity: 'sev2' }],
    ['/incident lead 7 <@U1>', 'incident/lead', { incident: '7', user: '<@U1>' }],
    ['/incident lead @bea', 'incident/lead', { user: '@bea' }],
    ['/incident snooze 7 until 09:00', 'incident/snooze', { incident: '7', until: 'until 09:00' }],
    ['/incident snooze 7 until clear', 'incident/snooze', { incident: '7', until: 'until clear' }],
    ['/incident edit 7 tomorrow 9:00 redis is slow', 'incident/edit', { incident: '7', detected_at: 'tomorrow 9:00', title: 'redis is slow' }],
    ["/page SRE 'redis is down' sev1", 'page/page', { whom: 'SRE', what: 'redis is down', severity: 'sev1' }],
    ['/page @bea redis is down sev1', 'page/page', { whom: '@bea', what: 'redis is down', severity: 'sev1' }],
    ['/page SRE "redis" is down', 'page/page', { whom: 'SRE', what: '"redis" is down' }],
    ['/oncall SRE', 'oncall/who', { team: 'SRE' }],
    ['/oncall', 'oncall/who', {}],
    ['/imas help incident ack', 'imas/help', { command: 'incident ack' }],
    ['/imas', 'imas/help', {}],
  ])('%s', (phrase, name, values) => {
    expect(parsed(phrase)).toEqual([name, values]);
  });

  test.each([
    ['ack', 'incident/ack', {}],
    ['ack on it', 'incident/ack', { note: 'on it' }],
    ['ack 43', 'incident/ack', { incident: '43' }],
    ['/incident severity 2', 'incident/severity', { severity: '2' }],
    ['/incident severity 43 2', 'incident/severity', { incident: '43', severity: '2' }],
    ['/incident note 3 pods restarted', 'incident/note', { note: '3 pods restarted' }],
    ['/incident note #43 restarted', 'incident/note', { incident: '#43', note: 'restarted' }],
    ['/incident lead bea', 'incident/lead', { user: 'bea' }],
  ])('in a room, %s', (phrase, name, values) => {
    expect(parsed(phrase, true)).toEqual([name, values]);
  });

  test('that is too long for its command leaves the words over', () => {
    expect(parsed('/incident show 42 please now')).toEqual(['incident/show', { incident: '42' }, 'please', 'now']);
  });

  test.each([
    ['/incidnet ack', { kind: 'unknown', word: '/incidnet', nearest: ['/incident'] }],
    ['/incident akc 42', { kind: 'unknown', word: 'akc', root: 'incident', nearest: ['/incident ack'] }],
    ['/incident aknowledge 42', { kind: 'unknown', word: 'aknowledge', nearest: ['/incident ack'] }],
    ['aknowledge', { kind: 'unknown', word: 'aknowledge', nearest: ['/incident ack'] }],
    ['/imas aknowledge', { kind: 'unknown', word: 'aknowledge', root: 'imas', nearest: ['/incident ack'] }],
    ['', { kind: 'nothing' }],
  ])('without a command names what is near: %s', (phrase, found) => {
    expect(parsed(phrase)).toMatchObject(found);
  });

  test('is read without failing, whatever is typed', () => {
    const pieces = fc.constantFrom('/incident', 'ack', 'note', 'snooze', '/page', '/imas', 'INC-1', '42', '"', "'", '“', '«', '\\', ':', '=', 'note:', 'note:"', ' ', '\n', '<@U1>', '__proto__', 'constructor', 'until 9:00', '🙂', '\u0000', '\ud800');
    fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 20 }), fc.boolean(), (parts, inRoom) => {
      parsed(parts.join(''), inRoom);
      parsed(parts.join(' '), inRoom);
    }));
  });

  test('keeps every character of a quoted value', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
      expect(wordsOf(`note:${quote(value)} after`).map((word) => word.value ?? word.text)).toEqual([value, 'after']);
      expect(wordsOf(`${quote(value)}`).map((word) => word.text)).toEqual([value]);
    }));
  });

  test('of many unclosed quotes is read in linear time', () => {
    const began = performance.now();
    wordsOf(`/incident note ${'"a \'b “c '.repeat(2000)}`);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
