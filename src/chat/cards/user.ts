import type { Contact } from '../../domain/people/add-contact.ts';
import type { Holding, Holdings } from '../../domain/people/holdings.ts';
import type { Profile } from '../../domain/people/person.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich, Span } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** People in a line each: name, groups. */
export function usersCard(draw: Drawing, people: readonly Profile[], total: number): Card {
  const { say } = draw;
  const lines = people.map((person): Rich => [
    { bold: person.username }, ` · ${person.groups.length === 0 ? say('userCommands.no_group') : person.groups.join(', ')}`, ...(person.isActive ? [] : [` · ${say('teamCommands.disabled')}`]),
  ]);
  return cardOf({ title: say('userCommands.users', { n: total }), blocks: longList(lines, say, total), actions: button(draw, 'user/add', 'userCommands.add_button') });
}

/** One person: groups, how chat knows them; addresses only for those who may read them. */
export function userCard(draw: Drawing, person: Profile, isMe: boolean): Card {
  const { say } = draw;
  const args = { user: person.username };
  const fact = (label: Parameters<Drawing['say']>[0], value: Span | null | undefined) => (value === undefined ? [] : [{ label: say(label), value: [value ?? say('teamCommands.none_yet')] }]);
  return cardOf({
    title: person.username, tone: person.isActive ? 'neutral' : 'bad', text: person.isActive ? [] : [[{ bold: say('userCommands.is_disabled') }]],
    blocks: [{
      kind: 'facts', facts: [
        ...fact('userCommands.groups', person.groups.length === 0 ? say('userCommands.no_group') : person.groups.join(', ')),
        ...fact('userCommands.email', person.email), ...fact('userCommands.phone', person.phone),
        ...fact('teamCommands.time_zone', person.timeZone ?? say('userCommands.as_installed')), ...fact('userCommands.language', person.language ?? say('userCommands.as_installed')),
        ...fact('userCommands.slack', person.slackUserId), ...fact('userCommands.discord', person.discordUserId && { place: person.discordUserId, of: 'discord person' }),
      ],
    }],
    actions: person.isActive
      ? [...(isMe ? button(draw, 'user/edit', 'userCommands.edit_button') : []), ...button(draw, 'user/role', 'userCommands.groups_button', args), ...button(draw, 'user/contact', 'userCommands.contacts_button', isMe ? {} : args), ...button(draw, 'user/link', 'userCommands.link_button', args), ...(isMe ? [] : button(draw, 'user/disable', 'userCommands.disable_button', args, { style: 'danger' }))]
      : button(draw, 'user/enable', 'userCommands.enable_button', args, { style: 'primary' }),
  });
}

/** How somebody can be reached, and whether each way counts. */
export function contactsCard(draw: Drawing, username: string, contacts: readonly Contact[], isMe: boolean): Card {
  const { say } = draw;
  const state = (contact: Contact) => (contact.badSince !== null ? say('reach.bad', { reason: cut(tame(contact.badReason ?? ''), 200) }) : say(contact.verifiedAt !== null ? 'userCommands.verified' : contact.setByAdmin ? 'userCommands.unconfirmed' : 'userCommands.unverified'));
  const lines = contacts.map((contact): Rich => [{ bold: say(`cards.means_${contact.means}`) }, ` · ${contact.address} · ${state(contact)}`]);
  const whose: Record<string, string> = isMe ? {} : { user: username };
  const bad = contacts.find((contact) => contact.badSince !== null);
  const unconfirmed = contacts.find((contact) => contact.badSince === null && contact.verifiedAt === null && contact.setByAdmin);
  const unverified = contacts.some((contact) => contact.badSince === null && contact.verifiedAt === null && !contact.setByAdmin);
  const mine = !isMe ? [] : [
    ...(bad === undefined ? [] : button(draw, 'user/contact', 'reach.verify_again', { do: 'verify', address: bad.address }, { style: 'primary' })),
    ...(unverified ? button(draw, 'user/contact', 'userCommands.contact_verify', { do: 'verify' }) : []),
    ...(unconfirmed === undefined ? [] : button(draw, 'user/contact', 'reach.confirm', { do: 'confirm', address: unconfirmed.address })),
    ...(contacts.length === 0 ? [] : button(draw, 'oncall/test', 'reach.test_button')),
  ];
  const card = cardOf({
    title: say('userCommands.contacts_of', { name: username }), tone: bad !== undefined ? 'bad' : contacts.length === 0 ? 'medium' : 'neutral',
    text: contacts.length === 0 ? [[say('userCommands.no_contacts')]] : [], blocks: longList(lines, say),
    actions: [...mine, ...button(draw, 'user/contact', 'userCommands.contact_add', { ...whose, do: 'add' }), ...button(draw, 'user/rule', 'reach.rules_button', whose)].slice(0, 5),
  });
  return contacts.length === 0 ? card : { ...card, more: button(draw, 'user/contact', 'userCommands.contact_remove', { ...whose, do: 'remove' }) };
}

const holdingLine = (holding: Holding, { say }: Drawing): Rich => [`${say(`userCommands.holds_${holding.kind}`)} `, { bold: holding.label }];

/** What would be left behind, before anybody says who takes it. */
export function holdingsBlocks(draw: Drawing, { handOver, tokens }: Holdings): Block[] {
  const { say } = draw;
  const lines = [...handOver.map((holding) => holdingLine(holding, draw)), ...tokens.map((name): Rich => [`${say('userCommands.holds_token')} `, { bold: name }])];
  return lines.length === 0 ? [{ kind: 'text', text: [say('userCommands.holds_nothing')] }] : longList(lines, say);
}
