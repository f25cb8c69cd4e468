import { expect, test } from 'vitest';
import { whoCard, type WhoMore } from '../../src/chat/cards/oncall.ts';
import { plainCard } from '../../src/chat/plain.ts';
import type { OnCall } from '../../src/domain/oncall/who-is-on-call.ts';
import { sayIn } from '../../src/texts/say.ts';

const say = sayIn('en', 'Europe/Paris');
const row = (level: number, username: string | null, more: Partial<OnCall> = {}): OnCall => ({
  teamId: 'sre', teamName: 'SRE', level, userId: username, username, by: username === null ? null : { by: 'pin' }, why: { key: username === null ? 'oncall.nobody' : 'oncall.pinned', params: {} }, ...more,
});
const weekly = { by: { by: 'rotation', id: 'r', name: 'Weekly' }, why: { key: 'oncall.by_rotation', params: { name: 'Weekly' } }, until: new Date('2100-03-01T08:00Z') } as const;
const card = (rows: readonly OnCall[], more: WhoMore = {}) => whoCard({ say, has: () => true }, rows, more);
const words = (rows: readonly OnCall[], more: WhoMore = {}): string => plainCard(card(rows, more), { language: 'en', timeZone: 'Europe/Paris' });

test('all levels of a team stand in one line, with rule and end', () => {
  expect(words([row(1, 'bea', weekly), row(2, 'carl')])).toMatch(/SRE: bea \(rotation Weekly, until [^)]*09:00[^)]*\) · backup: carl \(pinned by hand\)/);
  expect(words([row(1, null), row(2, 'carl')])).toContain('SRE: nobody · backup: carl');
});

test('whoever asks reads whether it is they, and about their next turn', () => {
  const turn = { teamId: 'sre', teamName: 'SRE', level: 1, userId: 'bea', username: 'bea', by: weekly.by, startsAt: new Date('2100-03-08T08:00Z'), endsAt: new Date('2100-03-15T08:00Z') };
  expect(words([row(1, 'carl'), row(2, 'bea')], { me: 'bea', mine: { turn, days: 60 } })).toMatch(/You are on call for SRE \(backup\)\.\n+Your next turn: .*SRE, primary · Weekly/);
  expect(words([row(1, 'bea'), row(2, 'bea')], { me: 'bea' })).toContain('You are on call for SRE.');
  expect(words([row(1, 'carl')], { me: 'bea', mine: { turn: undefined, days: 60 } })).toMatch(/You are not on call\.\n+You have no further turn in the coming 60 days/);
});

test('another time is named, and nothing there changes who is on call now', () => {
  const then = { at: new Date('2100-03-08T08:00Z'), me: 'bea' };
  expect(words([row(1, 'bea')], then)).toContain('You are on call for SRE then.');
  const commands = (more: WhoMore): string[] => (card([row(1, 'bea')], more).actions ?? []).flatMap((action) => ('command' in action ? [action.command] : []));
  expect([commands({}).includes('oncall/rotate'), commands(then).includes('oncall/rotate')]).toEqual([true, false]);
});
