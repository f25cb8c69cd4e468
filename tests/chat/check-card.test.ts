import { expect, test } from 'vitest';
import { checkCard } from '../../src/chat/cards/check.ts';
import { plainCard } from '../../src/chat/plain.ts';
import type { Finding } from '../../src/domain/escalation/preflight/finding.ts';
import { drawing, paris } from './an-incident.ts';

const common = { id: 'f', rank: 2, teamId: null, at: 0, fix: { label: 'oncallCheck.fix_provider', command: 'provider/add', args: {} } } as const;
const read = (finding: Finding): string => plainCard(checkCard(drawing('fr'), { about: null, findings: [finding], days: 14 }), paris);

test('findings name means and built-in policies in the reader’s language', () => {
  expect(read({ ...common, key: 'oncallCheck.no_provider', params: { n: 1, names: 'ada' }, words: { means: { key: 'cards.means_EMAIL', params: {} } } })).toContain('e-mail (ada)');
  expect(read({ ...common, key: 'oncallCheck.ladder_alone', params: { team: 'SRE', policy: 'built-in, high urgency', name: 'ada' }, words: { policy: { key: 'escalationCommands.built_in_high', params: {} } } })).toContain('intégrée, urgence haute');
});
