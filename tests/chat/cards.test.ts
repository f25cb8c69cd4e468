import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { askResolveCard } from '../../src/chat/cards/ask-resolve.ts';
import { incidentCard } from '../../src/chat/cards/incident.ts';
import { pageBundleCard, pageCard } from '../../src/chat/cards/page.ts';
import { stormCard } from '../../src/chat/cards/storm.ts';
import { plainCard } from '../../src/chat/plain.ts';
import { drawing, facts, held, over, paris } from './an-incident.ts';

// Times of today are said without their day.
beforeAll(() => void vi.useFakeTimers({ now: new Date('2026-11-22T02:06:00Z'), toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

const read = (card: Card) => `${card.notice}\n---\n${plainCard(card, paris)}`;
const ended = { paged: [], nextAt: null, nextWho: [], foundNobody: [], isShadow: false };

describe('the card of an incident', () => {
  test('that nobody has taken says who was paged, who is next and what can be done', () => {
    expect(read(incidentCard(facts(), drawing()))).toMatchInlineSnapshot(`
      "SEV1 redis-prod: Redis is down · INC-42 · answer by 03:09
      ---
      SEV1 · Redis is down · redis-prod
      No primary answers since 03:03. Checkout and sessions fail.
      instance: 10.0.0.7:6379
      cluster: eu-west
      zone: b
      Alice paged (SMS accepted 03:05) · next Bob 03:09
      [Acknowledge] [Escalate] [Resolve] [Runbook: https://runbooks.example.com/redis] [… Snooze… | Severity… | Lead… | Not ours… | Page someone… | Merge… | Why?]
      INC-42 · Triggered 03:04 · SRE · tier 1 · answer by 03:09 · 2 firing / 3 alerts · room #inc-42-redis-prod (https://imas.example.com/#/place/r-42)"
    `);
  });
  test('says of whoever is paged already that they come again without an answer', () => {
    const again = facts({}, { escalation: { ...facts().escalation, nextWho: ['Alice', 'Bob'] } });
    expect(plainCard(incidentCard(again, drawing()), paris)).toContain('Alice paged (SMS accepted 03:05) · no answer: then Alice, Bob 03:09');
  });
  test('that is snoozed offers to end that, and no next step, for none would come', () => {
    const buttons = incidentCard(facts({ snoozed_until: new Date('2026-11-22T04:00:00Z') }), drawing()).actions.map(({ label }) => label);
    expect(buttons).toContain('End the snooze');
    expect(buttons).not.toContain('Escalate');
  });
  test('that is snoozed says until when, and by no time that an answer is waited for', () => {
    expect(incidentCard(facts({ snoozed_until: new Date('2026-11-22T04:00:00Z') }), drawing()).notice).toBe('SEV1 redis-prod: Redis is down · INC-42 · snoozed until 05:00');
  });
  test('that was merged says into which, offers that one, and nothing of its own pauses', () => {
    const merged = facts({ ...over, merged_into: 'x', snoozed_until: new Date('2026-11-22T04:00:00Z'), muted_until: new Date('2026-11-22T04:00:00Z') }, { mergedInto: 'INC-29' });
    const card = incidentCard(merged, drawing());
    expect(card.notice).toMatch(/Merged into INC-29$/);
    expect(card.actions).toEqual([{ label: 'Show INC-29', command: 'incident/show', args: { incident: 'INC-29' } }]);
    expect(plainCard(card, paris)).not.toMatch(/Snoozed|Muted|Resolved/);
  });
  test('whose description is long offers all of it, and shows it whole where somebody asked', () => {
    const long = facts({ description: `${'word '.repeat(8000)}end` });
    const card = incidentCard(long, drawing());
    expect(plainCard(card, paris).length).toBeLessThan(1500);
    expect(card.more?.[0]).toEqual({ label: 'Show all of the text', command: 'incident/show', args: { incident: 'INC-42' } });
    const whole = incidentCard(long, drawing(), { whole: true });
    expect(plainCard(whole, paris)).toMatch(/word\s+end/);
    expect(whole.more?.map(({ label }) => label)).not.toContain('Show all of the text');
  });
  test('in hand says who has it', () => {
    expect(read(incidentCard(facts(held, { escalation: { ...facts().escalation, nextAt: null, nextWho: [] } }), drawing()))).toMatchInlineSnapshot(`
      "SEV1 redis-prod: Redis is down · INC-42 · Acknowledged
      ---
      SEV1 · Redis is down · redis-prod
      No primary answers since 03:03. Checkout and sessions fail.
      instance: 10.0.0.7:6379
      cluster: eu-west
      zone: b
      Alice paged (SMS accepted 03:05)
      [Resolve] [Mitigated] [Runbook: https://runbooks.example.com/redis] [Graph: https://grafana.example.com/d/redis] [… Severity… | Lead… | Not ours… | Page someone… | Escalate | Merge… | Unacknowledge | Why?]
      INC-42 · Acknowledged by Bea 03:06 · SRE · tier 1 · 2 firing / 3 alerts · lead Bea · room #inc-42-redis-prod (https://imas.example.com/#/place/r-42)"
    `);
  });
  test('that is over says who ended it', () => {
    expect(read(incidentCard(facts(over, { escalation: ended, room: undefined }), drawing()))).toMatchInlineSnapshot(`
      "SEV1 redis-prod: Redis is down · INC-42 · Resolved
      ---
      SEV1 · Redis is down · redis-prod
      No primary answers since 03:03. Checkout and sessions fail.
      instance: 10.0.0.7:6379
      cluster: eu-west
      zone: b
      [Reopen] [… Why?]
      INC-42 · Resolved by Bea 03:40 · SRE · tier 1 · 0 firing / 3 alerts · lead Bea"
    `);
  });
  test('in French', () => {
    expect(read(incidentCard(facts(), drawing('fr')))).toMatchInlineSnapshot(`
      "SEV1 redis-prod: Redis is down · INC-42 · réponse avant 03:09
      ---
      SEV1 · Redis is down · redis-prod
      No primary answers since 03:03. Checkout and sessions fail.
      instance: 10.0.0.7:6379
      cluster: eu-west
      zone: b
      Appel à Alice (SMS accepté 03:05) · ensuite Bob 03:09
      [Prendre en charge] [Escalader] [Résoudre] [Runbook: https://runbooks.example.com/redis] [… Pause… | Gravité… | Responsable… | Pas à nous… | Appeler quelqu’un… | Fusionner… | Pourquoi ?]
      INC-42 · Déclenché 03:04 · SRE · niveau 1 · réponse avant 03:09 · 2 en cours / 3 alertes · salon #inc-42-redis-prod (https://imas.example.com/#/place/r-42)"
    `);
  });
  test('about a service that nobody knows asks which it is', () => {
    expect(read(incidentCard(facts({ service_is_triage: true, service_name: 'Unknown/Triage', team_name: 'Triage', runbook_url: null }, { unknownName: 'redis-prd', room: undefined }), drawing()))).toMatchInlineSnapshot(`
      "SEV1 redis-prd: Redis is down · INC-42 · answer by 03:09
      ---
      SEV1 · Redis is down · redis-prd
      No primary answers since 03:03. Checkout and sessions fail.
      instance: 10.0.0.7:6379
      cluster: eu-west
      zone: b
      Alice paged (SMS accepted 03:05) · next Bob 03:09
      [Acknowledge] [Escalate] [Resolve] [It is…] [Create this service] [… Snooze… | Severity… | Lead… | Not ours… | Page someone… | Merge… | Open room | Why?]
      INC-42 · Triggered 03:04 · Triage · tier 1 · answer by 03:09 · 2 firing / 3 alerts"
    `);
  });
  test('of a team in shadow says whom it would page', () => {
    expect(read(incidentCard(facts({}, { escalation: { ...facts().escalation, isShadow: true, paged: [{ name: 'Alice', means: 'SMS', status: 'shadow', at: new Date('2026-11-22T02:04:00Z') }] } }), drawing()))).toContain('would page Alice (SMS would be sent 03:04)');
  });
  test('that is confidential says nothing else', () => {
    expect(incidentCard(facts({ is_confidential: true }), drawing())).toEqual({ title: 'INC-42 · confidential · SEV1', notice: 'INC-42 · confidential · SEV1', tone: 'neutral', body: [], actions: [] });
  });
  test('draws no button whose command is not there', () => {
    const card = incidentCard(facts(), drawing('en', ['incident/ack']));
    expect([card.actions.map((action) => action.label), card.more]).toEqual([['Acknowledge', 'Runbook'], []]);
  });
  test.each([['javascript:alert(1)'], ['data:text/html,x'], ['not a url']])('links nowhere but to the web: %s', (url) => {
    expect(incidentCard(facts({ runbook_url: url }), drawing()).actions.map((action) => action.label)).toEqual(['Acknowledge', 'Escalate', 'Resolve']);
  });
});

test('a page has its three answers and the runbook', () => {
  expect(pageCard(facts(), drawing()).actions.map((action) => action.label)).toEqual(['Acknowledge', 'I can’t', 'Why me?', 'Runbook']);
});
test('a page that somebody answered can no longer be answered', () => {
  expect(pageCard(facts(held), drawing()).actions.map((action) => action.label)).toEqual(['Show', 'Why me?']);
});
test('whoever is called into what is in hand may answer too, and reads why', () => {
  const called = pageCard(facts(held), drawing(), { reason: 'worsened', alert: 'DiskFull' });
  expect(called.actions.map((action) => action.label)).toEqual(['Acknowledge', 'Show', 'Why me?']);
  expect(read(called)).toContain('It got worse: DiskFull. You lead it');
  expect(read(pageCard(facts(held), drawing(), { reason: 'paged', alert: undefined }))).toContain('You are called in to help');
});
test('pages that came together are one list, the worst first', () => {
  const low = facts({ number: 7, severity: 'SEV3_MEDIUM', title: 'Disk is filling' });
  expect(read(pageBundleCard([low, facts()], drawing('en', ['incident/ack', 'incident/ack-all'])))).toMatchInlineSnapshot(`
    "2 incidents are waiting for you
    ---
    2 incidents are waiting for you
    - INC-42 SEV1 redis-prod: Redis is down · Triggered
    - INC-7 SEV3 redis-prod: Disk is filling · Triggered
    [Acknowledge all] [Acknowledge INC-42] [Acknowledge INC-7]"
  `);
});
test('a storm is one card', () => {
  const incidents = ([[42, 'TRIGGERED'], [43, 'ACKNOWLEDGED']] as const).map(([number, status]) => ({ number, title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL' as const, status }));
  expect(read(stormCard({ team: 'SRE', worst: 'SEV1_CRITICAL', count: 23, beganAt: new Date('2026-11-22T02:00:00Z'), endedAt: null, incidents }, drawing('en', ['incident/ack-all', 'incident/list'])))).toMatchInlineSnapshot(`
    "SEV1 SRE: 23 incidents at once
    ---
    SEV1 · 23 incidents of SRE since 03:00
    They share this card; none has a card, a room or pages of its own unless it is worse than SEV1.
    - INC-42 SEV1 redis-prod: Redis is down
    - INC-43 SEV1 redis-prod: Redis is down · Acknowledged
    [Acknowledge all] [List]"
  `);
});
test('all clear while people work is a question', () => {
  expect(askResolveCard(facts(held).incident, drawing('en', ['incident/resolve', 'incident/keep-open'])).actions.map((action) => action.label)).toEqual(['Resolve', 'Keep open']);
});

describe('hostile text', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }),
    fc.constantFrom('<!channel>', '@everyone', '<@U123>', '[x](https://evil.example)', '\u202Egpj.exe', 'a\u0000b\u001b[31m', '🔥'.repeat(60), '👩‍👩‍👧‍👦'.repeat(40), 'e\u0301'.repeat(200), 'x'.repeat(5000), '\ud800', '<script>'),
  );
  test('leaves the first line short, on one line, without emoji, mention or direction marks', () => {
    fc.assert(fc.property(nasty, nasty, nasty, (title, service, label) => {
      const card = incidentCard(facts({ title, service_name: service, labels: { [label]: title, instance: label } }), drawing());
      expect(card.notice.length).toBeLessThanOrEqual(90);
      expect(card.notice).toMatch(/^SEV1 .*· INC-42 · answer by /);
      expect(card.notice).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Extended_Pictographic}]|<[@!#]|@\p{L}/u);
      expect(plainCard(card, paris)).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
      expect(card.title.length).toBeLessThanOrEqual(250);
    }));
  });
});
