import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Card, Span } from '../../../../src/chat/card.ts';
import { askResolveCard } from '../../../../src/chat/cards/ask-resolve.ts';
import { incidentCard } from '../../../../src/chat/cards/incident.ts';
import { pageBundleCard, pageCard } from '../../../../src/chat/cards/page.ts';
import { drawMessage, drawWhole } from '../../../../src/chat/discord/render/message.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { drawing, facts, held, over } from '../../an-incident.ts';
import { hostileCards } from '../../hostile-cards.ts';
import { hostile } from './hostile.ts';
import { unescaped, wrongIn } from './rules.ts';

const say = sayIn('en', 'Europe/Paris');
const card = (changes: Partial<Card> = {}): Card => ({ title: 'A card', tone: 'neutral', notice: 'A card', body: [], actions: [], ...changes });
const drawn = (changes: Partial<Card>, mentions: string[] = []) => drawMessage(card(changes), { say, mentions });
const text = (...spans: Span[]): Block => ({ kind: 'text', text: spans });
const bodyOf = (body: Block[]) => drawn({ body }).embeds[0]!.description;

describe('a card in Discord', () => {
  test.each<[string, Card, number]>([
    ['triggered', incidentCard(facts(), drawing()), 0xd92d20],
    ['triggered, in French', incidentCard(facts(), drawing('fr')), 0xd92d20],
    ['high', incidentCard(facts({ severity: 'SEV2_HIGH' }), drawing()), 0xe8730c],
    ['acknowledged', incidentCard(facts(held), drawing()), 0x7a5fc0],
    ['resolved', incidentCard(facts(over), drawing()), 0x2e9e5b],
    ['confidential', incidentCard(facts({ is_confidential: true }), drawing()), 0x6b7280],
    ['a page', pageCard(facts(), drawing()), 0xd92d20],
    ['pages together', pageBundleCard([facts(), facts({ number: 7 })], drawing()), 0xd92d20],
    ['all clear while people work', askResolveCard(facts(held).incident, drawing('en', ['incident/resolve', 'incident/keep-open'])), 0x2e9e5b],
  ])('%s is what Discord takes, in the colour of its state, and begins with its first line in words', (_, it, colour) => {
    const message = drawMessage(it, { say });
    expect(wrongIn(message)).toEqual([]);
    expect(message.embeds[0]!.color).toBe(colour);
    expect(message.content).toBe(it.notice);
    expect(message.content).not.toMatch(/\p{Extended_Pictographic}/u);
  });
  test('has one row of buttons, and a select of what is less urgent', () => {
    const { components } = drawMessage(incidentCard(facts(), drawing()), { say });
    expect(components.map((row) => row.components.map(({ type }) => type))).toEqual([[2, 2, 2, 2], [3]]);
    expect(components[0]!.components[0]).toMatchObject({ label: 'Acknowledge', style: 1, custom_id: 'incident/ack?incident=INC-42#0' });
    expect(components[1]!.components[0]).toMatchObject({ placeholder: 'More' });
  });
  test('puts a sixth button into More, and a sixth link into a row of its own', () => {
    const six = Array.from({ length: 6 }, (_, n) => ({ label: `B${n}`, command: 'incident/ack', args: {} }));
    const { components } = drawn({ actions: [...six, { label: 'Graph', url: 'https://grafana.example.com/' }] });
    expect(components.map((row) => row.components.map((it) => ('label' in it ? it.label : 'options' in it ? it.options!.map((option) => 'label' in option && option.label) : '')))).toEqual([['B0', 'B1', 'B2', 'B3', 'B4'], [['B5']], ['Graph']]);
  });
  test.each([['redis_prod_db is down', 'redis_prod_db is down'], ['_prod_ is down', '_prod＿ is down'], ['__x__', '＿＿x＿＿'], ['a_b_ c', 'a_b＿ c']])('keeps the underscores of names in its first line, and none that would be markup: %s', (title, shown) => {
    expect(drawMessage({ title, tone: 'neutral', notice: title, body: [], actions: [] }, { say: sayIn('en') }).content).toBe(shown);
  });
  test('shows times in each reader’s zone', () => {
    expect(bodyOf([text('since ', { time: '2026-11-22T02:05:00Z', style: 'time' }), text({ time: '2026-11-22T02:05:00Z', style: 'relative' }), text({ time: '2026-11-22T02:05:00Z', style: 'datetime' })]))
      .toBe('since <t:1795313100:t>\n<t:1795313100:R>\n<t:1795313100:f>');
  });
  test('that is folded shows of a list what fits, and no heading above nothing', () => {
    const part = (name: string, lines: number): Block[] => [text({ bold: name }), { kind: 'list', items: Array.from({ length: lines }, (_, at) => [`${name} ${at} ${'x'.repeat(80)}`]) }];
    const said = bodyOf([...part('first', 10), ...part('second', 40), ...part('third', 2), ...part('fourth', 2)])!.split('\n');
    expect(said.filter((line) => line.startsWith('**')).every((heading) => said[said.indexOf(heading) + 1]!.startsWith('- '))).toBe(true);
    expect(said).toContain('**second**');
    expect(said.every((line) => !line.startsWith('- ') || line.endsWith('x'.repeat(80)))).toBe(true);
  });
  test('shows its channels and roles as Discord does, another platform’s by their ids, and pings nobody by them', () => {
    const message = drawn({ body: [text({ place: '123', of: 'discord channel' }, ' ', { place: '456', of: 'discord role' }, ' ', { place: 'C0SRE', of: 'slack channel' }, ' ', { place: '1> @everyone', of: 'discord role' })] });
    expect(message.embeds[0]!.description).toBe(String.raw`<#123> <@&456> C0SRE 1\> \@everyone`);
    expect(message.allowed_mentions).toEqual({ parse: [], users: [] });
  });
  test('keeps its small print together on one line where it fits', () => {
    expect(drawMessage(incidentCard(facts(), drawing()), { say }).embeds[0]!.description!.split('\n').filter((line) => line.startsWith('-# '))).toHaveLength(1);
  });
  test('names people, and pings by id only those who are to be pinged, last in its first line', () => {
    const message = drawn({ body: [text({ person: 'u-1', name: 'Ada' })] }, ['123456789012345678', 'nobody']);
    expect([message.content, message.embeds[0]!.description]).toEqual(['A card <@123456789012345678>', '**Ada**']);
    expect(message.allowed_mentions).toEqual({ parse: [], users: ['123456789012345678'] });
  });
  test('has facts line by line, lists with dashes, code between fences, small print small', () => {
    const it = drawn({
      body: [{ kind: 'facts', facts: [{ label: 'Team', value: ['SRE'] }, { label: 'Host', value: [{ code: 'db-1' }] }] }, { kind: 'list', items: [['one'], [{ bold: 'two' }]] }, { kind: 'code', code: 'curl -d "<x>"' }],
      small: [['INC-42 · ', { link: '#room', url: 'https://discord.com/channels/1/2' }]],
    });
    expect(it.embeds[0]!.description).toBe('**Team:** SRE\n**Host:** `db-1`\n- one\n- **two**\n```\ncurl -d "<x>"\n```\n-# INC-42 · [\\#room](https://discord.com/channels/1/2)');
  });
  test('writes a colon as the language does', () => {
    const it = drawMessage(card({ body: [{ kind: 'facts', facts: [{ label: 'Équipe', value: ['SRE'] }] }] }), { say: sayIn('fr') });
    expect(it.embeds[0]!.description).toBe('**Équipe\u{a0}:** SRE');
  });
  test('draws a small table in equal columns, one that is wide or has times as a list', () => {
    const table = (cell: string): Block => ({ kind: 'table', columns: ['Name', 'State'], rows: [[[cell], ['ok']], [['b'], ['down']]] });
    expect(bodyOf([table('redis')])).toBe('```\nName   State\nredis  ok\nb      down\n```');
    expect(bodyOf([{ kind: 'table', columns: ['At', 'Who'], rows: [[[{ time: '2026-11-22T02:05:00Z', style: 'time' }], ['Ada']]] }])).toBe('- <t:1795313100:t> – Who: Ada');
    expect(bodyOf([table('r'.repeat(60))])).toBe(`- **${'r'.repeat(60)}** – State: ok\n- **b** – State: down`);
    expect(bodyOf([{ ...table('r'.repeat(60)), isTelling: true } as Block])).toBe(`- **${'r'.repeat(60)}** – ok\n- **b** – down`);
  });
  test('shows an attached picture, and its words where it could not be attached', () => {
    const picture: Block = { kind: 'picture', svg: '<svg/>', alt: 'Ada until 09:00' };
    expect(drawMessage(card({ body: [picture] }), { say, files: new Map([['<svg/>', 'schedule.png']]) }).embeds[0]).toMatchObject({ image: { url: 'attachment://schedule.png' } });
    expect(bodyOf([picture])).toBe('Ada until 09:00');
  });
  test('keeps marks of neighbours apart', () => {
    expect(bodyOf([text({ bold: 'a' }, { bold: 'b' })])).toBe('**a**\u200b**b**');
  });
});

describe('what is too long', () => {
  const items = Array.from({ length: 300 }, (_, index) => [`Alert ${index} @everyone on a host with a rather long name of its own`]);
  test('is shortened and said to be, with everything a click away', () => {
    const long = card({ body: [text('x '.repeat(20_000)), { kind: 'list', items }, text('Alice paged')] });
    const message = drawMessage(long, { say });
    expect(wrongIn(message)).toEqual([]);
    expect(message.embeds[0]!.description).toContain('Alice paged');
    expect(message.embeds[0]!.description).toContain('Shortened');
    expect(message.components[0]!.components.at(-1)).toMatchObject({ label: 'Show all', custom_id: `*${message.kept[0]!.id}` });
    expect(message.kept[0]!.value).toEqual(long);
  });
  test('is shown whole over several messages', () => {
    const messages = drawWhole(card({ body: [text('x'.repeat(40_000)), { kind: 'list', items }] }), { say });
    expect(messages.flatMap(wrongIn)).toEqual([]);
    const shown = messages.map(({ embeds }) => embeds[0]!.description).join('');
    expect(shown.match(/x/g)).toHaveLength(40_000);
    for (let index = 0; index < 300; index++) expect(shown).toContain(`Alert ${index} `);
  });
});

describe('hostile text', () => {
  test('never breaks one of Discord’s limits and pings nobody', () => {
    fc.assert(fc.property(hostileCards(hostile), (it) => {
      for (const message of [drawMessage(it, { say, mentions: ['123456789012345678'], files: new Map([['<svg/>', 'a.png']]) }), ...drawWhole(it, { say, mentions: ['123456789012345678'] })]) {
        expect(wrongIn(message)).toEqual([]);
        expect(message.allowed_mentions.parse).toEqual([]);
        expect(message.allowed_mentions.roles).toBeUndefined();
        expect(message.content.replace(/ ?<@123456789012345678>$/, '').length).toBeLessThanOrEqual(90);
        expect(message.content.replace(/ ?<@123456789012345678>$/, '')).not.toMatch(/<@|@everyone|@here|https?:/);
      }
    }), { numRuns: 60 });
  });
  test('is never markup: no link, mention, heading, bold or code that the card itself did not write', () => {
    fc.assert(fc.property(fc.array(hostile, { maxLength: 5 }), (texts) => {
      const { embeds, content } = drawMessage(card({ notice: texts.join(' '), body: texts.map((one) => text(one)) }), { say });
      const shown = unescaped(embeds[0]!.description ?? '').replace(/\*Shortened.*\*$/s, '').replaceAll(/https?:\/\/\S*/g, '·');
      expect(shown).not.toMatch(/[*_~`|#<>[\]]|@everyone|@here|^\s*[-+] |^\s*\d+\. /m);
      expect(content).not.toMatch(/[*~`|<>[\]\\]/);
    }), { numRuns: 300 });
  });
  test.each([
    ['@everyone', String.raw`\@everyone`], ['<@&123>', String.raw`\<@&123\>`], ['[Ack](https://evil.example)', String.raw`\[Ack\](https://evil.example)`],
    ['# Title', String.raw`\# Title`], ['-# small', String.raw`\-\# small`], ['1. one', String.raw`1\. one`], ['a_b_c', String.raw`a\_b\_c`], ['|| hidden ||', String.raw`\|\| hidden \|\|`],
    ['at 03:05', 'at 03:05'], [':fire:', String.raw`\:fire:`], ['see https://x.example/a_b', 'see https://x.example/a_b'],
  ])('%s is read as it was written', (written, shown) => {
    expect(bodyOf([text(written)])).toBe(shown);
  });
  test('cannot forge where a link leads', () => {
    expect(bodyOf([text({ link: 'https://bank.example', url: 'https://evil.example/a)b' })])).toBe('[https∶//bank.example](https://evil.example/a%29b)');
    expect(bodyOf([text({ link: 'click', url: 'javascript:alert(1)' })])).toBe('click');
  });
});
