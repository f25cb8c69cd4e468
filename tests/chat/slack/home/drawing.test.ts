import fc from 'fast-check';
import { expect, test } from 'vitest';
import { homeParts, type HomeFacts } from '../../../../src/chat/cards/home.ts';
import { drawHome } from '../../../../src/chat/slack/render/home.ts';
import type { ListedIncident } from '../../../../src/domain/incidents/list.ts';
import { severities, statuses } from '../../../../src/domain/severity.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { checkBlocks } from '../../../fakes/slack/check-blocks.ts';
import { pings } from '../../../fakes/slack/pings.ts';
import { facts } from '../../an-incident.ts';
import { hostile } from '../render/hostile.ts';

const draw = (language: 'en' | 'fr') => ({ say: sayIn(language), has: () => true });
const name = fc.option(hostile, { nil: null });
const incident = fc.record({ title: hostile, service_name: hostile, team_name: hostile, holder_name: name, lead_name: name, severity: fc.constantFrom(...severities), status: fc.constantFrom(...statuses.slice(0, 3)), is_confidential: fc.boolean(), mine: fc.boolean(), snoozed_until: fc.constantFrom(null, new Date()) })
  .map((it): ListedIncident => ({ ...facts().incident, ...it }));
const incidents = fc.array(incident, { maxLength: 25 });
const reader: HomeFacts['reader'] = { userId: 'me', teamIds: new Set(['1']) };
const page = fc.record({
  reader: fc.constantFrom<HomeFacts['reader']>('visitor', reader), isSeeing: fc.boolean(), isAllMine: fc.boolean(), mine: incidents, ofMyTeams: incidents, ofOthers: incidents, count: fc.nat(),
  onCall: fc.array(fc.record({ teamId: fc.constantFrom('1', '2'), teamName: hostile, level: fc.constant(1), userId: fc.constantFrom('me', 'you', null), username: hostile, by: fc.constant(null), why: fc.constant({ key: 'oncall.pinned' as const, params: {} }) }), { maxLength: 40 }),
});

test('a page is what Slack takes and pings nobody, whatever anybody wrote', () => {
  fc.assert(fc.property(page, fc.constantFrom('en' as const, 'fr' as const), (it, language) => {
    const { say, has } = draw(language);
    const { view } = drawHome(homeParts(it, { say, has }), say);
    expect(checkBlocks(view.blocks, 'home')).toEqual([]);
    expect(view.blocks.length).toBeLessThan(90);
    expect(pings(view.blocks)).toEqual([]);
  }), { numRuns: 60 });
});

const row = (more: Partial<ListedIncident> = {}): ListedIncident => ({ ...facts().incident, mine: true, ...more });
const empty: HomeFacts = { reader, isSeeing: true, isAllMine: false, mine: [], ofMyTeams: [], ofOthers: [], count: 0, onCall: [] };
test.each<[title: string, facts: Partial<HomeFacts>]>([
  ['Nothing waits for you', {}],
  ['Nothing waits for you', { ofOthers: [row({ mine: false })], count: 1 }],
  ['1 incident waits for you', { mine: [row(), row({ status: 'MITIGATED' })], count: 2 }],
  ['You have 2 open incidents', { mine: [row({ status: 'ACKNOWLEDGED' }), row({ status: 'MITIGATED' })], count: 2 }],
  ['At least 25 incidents wait for you', { mine: Array.from({ length: 25 }, () => row()), isAllMine: true, count: 300 }],
  ['Your account may not see incidents yet.', { isSeeing: false }],
])('its first words are “%s”', (title, more) => {
  expect(homeParts({ ...empty, ...more }, draw('en'))[0]!.title).toBe(title);
});
