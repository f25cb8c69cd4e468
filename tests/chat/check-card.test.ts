import { expect, test } from 'vitest';
import { checkCard } from '../../src/chat/cards/check.ts';
import { plainCard } from '../../src/chat/plain.ts';
import type { Finding } from '../../src/domain/escalation/preflight/finding.ts';
import { drawing, paris } from './an-incident.ts';

const common = { id: 'f', rank: 2, teamId: null, at: 0, fix: { label: 'oncallCheck.fix_provider', command: 'provider/add', args: {} } } as const;
const read = (finding: Finding): string => plainCard(checkCard(drawing('fr'), { about: null, findings: [finding], days: 14 }), paris);

test('what mends several findings is one button', () => {
  const finding: Finding = { ...common, key: 'oncallCheck.no_provider', params: { n: 1, names: 'ada' } };
  const { actions, more } = checkCard(drawing('en', ['provider/add', 'team/channel']), { about: null, findings: [finding, finding, { ...finding, fix: { ...finding.fix, command: 'team/channel' } }], days: 14 });
  expect([actions.map(({ label }) => label), more]).toEqual([['Fix 1, 2: add a provider', 'Fix 3: add a provider'], undefined]);
});
test('findings name means and built-in policies in the reader’s language', () => {
  expect(read({ ...common, key: 'oncallCheck.no_provider', params: { n: 1, names: 'ada' }, words: { means: { key: 'cards.means_EMAIL', params: {} } } })).toContain('e-mail (ada)');
  expect(read({ ...common, key: 'oncallCheck.ladder_alone', params: { team: 'SRE', policy: 'built-in, high urgency', name: 'ada' }, words: { policy: { key: 'escalationCommands.built_in_high', params: {} } } })).toContain('intégrée, urgence haute');
});
