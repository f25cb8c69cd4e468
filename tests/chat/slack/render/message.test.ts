import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Card, Span } from '../../../../src/chat/card.ts';
import { askResolveCard } from '../../../../src/chat/cards/ask-resolve.ts';
import { incidentCard } from '../../../../src/chat/cards/incident.ts';
import { pageBundleCard, pageCard } from '../../../../src/chat/cards/page.ts';
import { stormCard } from '../../../../src/chat/cards/storm.ts';
import { drawMessage, drawWhole } from '../../../../src/chat/slack/render/message.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { checkBlocks, checkText, textOf } from '../../../fakes/slack/check-blocks.ts';
import { pings } from '../../../fakes/slack/pings.ts';
import { drawing, facts, held, over } from '../../an-incident.ts';
import { hostileCards } from '../../hostile-cards.ts';
import { hostile } from './hostile.ts';

const say = sayIn('en', 'Europe/Paris');
const card = (changes: Partial<Card> = {}): Card => ({ title: 'A card', tone: 'neutral', notice: 'A card', body: [], actions: [], ...changes });
const drawn = (changes: Partial<Card>, mentions: string[] = []) => drawMessage(card(changes), { say, mentions });
const textBlock = (...text: Span[]): Block => ({ kind: 'text', text });
const kinds = (blocks: readonly { type: string }[]) => blocks.map((block) => block.type);

const storm = (endedAt: Date | null) => stormCard({ team: 'SRE', worst: 'SEV1_CRITICAL', count: 23, beganAt: new Date('2026-11-22T02:00:00Z'), endedAt, incidents: [{ number: 42, title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', status: 'TRIGGERED' }] }, drawing('en', ['incident/ack-all', 'incident/list']));
const states: [string, Card, string][] = [
  ['triggered', incidentCard(facts(), drawing()), '🔴'],
  ['triggered, in French', incidentCard(facts(), drawing('fr')), '🔴'],
  ['high', incidentCard(facts({ severity: 'SEV2_HIGH' }), drawing()), '🟠'],
  ['low', incidentCard(facts({ severity: 'SEV4_LOW' }), drawing()), '🔵'],
  ['acknowledged', incidentCard(facts(held), drawing()), '👀'],
  ['resolved', incidentCard(facts(over), drawing()), '✅'],
  ['of an unknown service', incidentCard(facts({ service_is_triage: true }, { unknownName: 'redis-prd' }), drawing()), '🔴'],
  ['confidential', incidentCard(facts({ is_confidential: true }), drawing()), ''],
  ['a page', pageCard(facts(), drawing()), '🔴'],
  ['pages together', pageBundleCard([facts(), facts({ number: 7 })], drawing()), '🔴'],
  ['a storm', storm(null), '🔴'],
  ['a storm that is over', storm(new Date('2026-11-22T03:00:00Z')), ''],
  ['all clear while people work', askResolveCard(facts(held).incident, drawing('en', ['incident/resolve', 'incident/keep-open'])), '✅'],
];

describe('a card in Slack', () => {
  test.each(states)('%s is what Slack takes, and shows its tone before the title alone', (_, it, sign) => {
    const message = drawMessage(it, { say });
    expect([...checkBlocks(message.blocks, 'message'), ...checkText(message.text)]).toEqual([]);
    expect(textOf(message.blocks[0])).toBe(`${sign} ${it.title}`.trim());
    expect(message.text).toBe(it.notice);
    expect(message.text).not.toMatch(/\p{Extended_Pictographic}/u);
  });
  test('stands in the order in which it is read: title, what is wrong, buttons, small print', () => {
    const { blocks } = drawMessage(incidentCard(facts(), drawing()), { say });
    expect(kinds(blocks)).toEqual(['header', 'section', 'section', 'section', 'actions', 'context']);
    expect(textOf(blocks.at(-1))).toContain('INC-42');
  });
  test('has its buttons and one More, each with its command', () => {
    const { blocks } = drawMessage(incidentCard(facts(), drawing()), { say });
    const actions = blocks.find((block) => block.type === 'actions')!;
    expect(actions.elements.map((element) => ('text' in element ? element.text.text : element.type === 'static_select' ? element.placeholder?.text : ''))).toEqual(['Acknowledge', 'Escalate', 'Resolve', 'Runbook', 'More']);
    expect(actions.elements[2]).toMatchObject({ confirm: { title: { text: 'Resolve' }, confirm: { text: 'Resolve' }, deny: { text: 'No, go back' } } });
    expect(actions.elements[3]).toEqual({ type: 'button', action_id: 'imas:link:3', text: { type: 'plain_text', text: 'Runbook', emoji: false }, url: 'https://runbooks.example.com/redis' });
  });
  test('pings those who are mentioned, in its blocks and last in its first line', () => {
    const message = drawn({ notice: 'SEV1 redis' }, ['U1', 'W2', '!channel', 'U1']);
    expect(message.text).toBe('SEV1 redis <@U1> <@W2>');
    expect(pings(message.blocks)).toEqual(['@U1', '@W2']);
  });
  test('an entry of More that asks a question first is a button, since a select cannot ask', () => {
    const { blocks } = drawn({ more: [{ label: 'Sure', command: 'a/b', args: {}, confirm: 'Really?' }, { label: 'Plain', command: 'a/c', args: {} }] });
    expect(blocks[1]).toMatchObject({ elements: [{ type: 'button', confirm: { text: { text: 'Really?' } } }, { type: 'static_select', options: [{ text: { text: 'Plain' } }] }] });
  });
});

describe('running text', () => {
  const mrkdwn = (...text: Span[]) => drawn({ body: [textBlock(...text)] }).blocks[1];
  test.each<[string, Span, string]>([
    ['a word', 'a < b & c', 'a &lt; b &amp; c'],
    ['a name within words', 'node_memory_free', 'node_memory_free'],
    ['bold', { bold: 'now' }, '*now*'],
    ['code', { code: 'a*b_c' }, '`a*b_c`'],
    ['a person, who is not pinged', { person: 'u1', name: 'Bea' }, '*Bea*'],
    ['a link', { link: 'graph | 1', url: 'https://x.example/a?b=1&c=<d>|' }, '<https://x.example/a?b=1&amp;c=%3Cd%3E%7C|graph ¦ 1>'],
    ['no link to anything but the web', { link: 'graph', url: 'javascript:alert(1)' }, 'graph'],
    ['a time', { time: '2026-11-22T02:05:00Z', style: 'time' }, '<!date^1795313100^{time}|03:05>'],
    ['a day', { time: '2026-11-22T02:05:00.5Z', style: 'datetime' }, '<!date^1795313100^{date_short_pretty} at {time}|03:05>'],
    ['how long ago', { time: '2026-11-22T02:05:00Z', style: 'relative' }, '<!date^1795313100^{ago}|03:05>'],
    ['no time', { time: 'soon <!here>', style: 'time' }, 'soon &lt;!here&gt;'],
  ])('%s', (_, span, expected) => {
    const block = mrkdwn(span);
    expect(block).toMatchObject({ type: 'section', text: { type: 'mrkdwn', verbatim: true } });
    expect(textOf(block).replace(/\|\d\d? \w+,? /, '|')).toBe(expected);
  });
  test.each(['*not bold*', '_not italic_', '~5 min', 'a `b`', '> no quote', ':red_circle: fake'])('what would be markup is rich text, letter by letter: %s', (text) => {
    expect(mrkdwn(text)).toEqual({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] });
  });
  test('a fence within code ends no code', () => {
    expect(drawn({ body: [{ kind: 'code', code: 'a\n```\n*b*' }] }).blocks[1]).toEqual({ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\n```\n*b*' }] }] });
    expect(textOf(drawn({ body: [{ kind: 'code', code: 'curl -d "<x>"' }] }).blocks[1])).toBe('```\ncurl -d "&lt;x&gt;"\n```');
  });
  test('a small table is drawn in equal columns, a wide one as a list', () => {
    const table = (cell: string): Block => ({ kind: 'table', columns: ['Name', 'State'], rows: [[[cell], ['ok']], [['b'], ['down']]] });
    expect(textOf(drawn({ body: [table('redis')] }).blocks[1])).toBe('```\nName   State\nredis  ok\nb      down\n```');
    expect(textOf(drawn({ body: [table('r'.repeat(60))] }).blocks[1])).toBe(`• *${'r'.repeat(60)}* – State: ok\n• *b* – State: down`);
  });
});

describe('what is too long', () => {
  const items = Array.from({ length: 300 }, (_, index) => [`Alert ${index} <!channel> on a host with a rather long name of its own`]);
  test('is shortened and said to be, with everything a click away', () => {
    const long = card({ body: [textBlock('x '.repeat(20_000)), { kind: 'list', items }, textBlock('Alice paged')] });
    const message = drawMessage(long, { say });
    expect(checkBlocks(message.blocks, 'message')).toEqual([]);
    expect(textOf(message.blocks)).toContain('Alice paged');
    expect(textOf(message.blocks)).toContain('Shortened');
    expect(message.blocks.at(-1)).toMatchObject({ elements: [{ action_id: 'imas:show-all', value: message.kept[0]!.id, text: { text: 'Show all' } }] });
    expect(message.kept[0]!.value).toEqual(long);
  });
  test('is shown whole over several messages', () => {
    const messages = drawWhole(card({ body: [textBlock('x'.repeat(40_000)), { kind: 'list', items }] }), { say });
    expect(messages.flatMap(({ blocks }) => checkBlocks(blocks, 'message'))).toEqual([]);
    const shown = messages.map(({ blocks }) => textOf(blocks)).join('');
    expect(shown.match(/x/g)).toHaveLength(40_000);
    for (let index = 0; index < 300; index++) expect(shown).toContain(`Alert ${index} `);
  });
});

describe('hostile text', () => {
  test('never breaks one of Slack’s rules and pings nobody', () => {
    fc.assert(fc.property(hostileCards(hostile), (it) => {
      for (const message of [drawMessage(it, { say, mentions: ['U1'] }), ...drawWhole(it, { say, mentions: ['U1'] })]) {
        expect([...checkBlocks(message.blocks, 'message'), ...checkText(message.text)]).toEqual([]);
        expect([...pings(message.text), ...pings(message.blocks)].filter((ping) => ping !== '@U1')).toEqual([]);
        expect(message.text.replace(/ <@U1>$/, '').replaceAll(/&(?:amp|lt|gt);/g, '.').length).toBeLessThanOrEqual(90);
      }
    }), { numRuns: 60 });
  });
  test('is never markup: no link, no bold, no code that the card itself did not write', () => {
    fc.assert(fc.property(fc.array(hostile, { maxLength: 5 }), (texts) => {
      const { blocks } = drawMessage(card({ body: texts.map((text) => textBlock(text)), small: texts.map((text) => [text]) }), { say });
      for (const text of JSON.stringify(blocks).matchAll(/"mrkdwn","text":("(?:[^"\\]|\\.)*")/g)) {
        expect(JSON.parse(text[1]!) as string).not.toMatch(/[<>*~`]|&(?!amp;|lt;|gt;)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
      }
    }), { numRuns: 200 });
  });
});
