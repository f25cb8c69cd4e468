import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { AppError, invalid } from '../../src/errors.ts';
import { addContact, addressedMeans, type Contact } from '../../src/domain/people/add-contact.ts';
import { confirmContact } from '../../src/domain/people/confirm-contact.ts';
import { createCode } from '../../src/domain/people/create-code.ts';
import { findContact } from '../../src/domain/people/find-contact.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { listContacts } from '../../src/domain/people/list-contacts.ts';
import { removeContact } from '../../src/domain/people/remove-contact.ts';
import { verifyContact } from '../../src/domain/people/verify-contact.ts';
import type { Answer } from '../../src/chat/card.ts';
import { done, reply } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { contactsCard } from '../../src/chat/cards/user.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { contacts } from '../../src/chat/known/people.ts';
import { choice, optional, text, user } from '../../src/chat/options.ts';

const codeMinutes = 15;

export const userContact = command({
  description: 'userCommands.contact', title: 'titles.user_contact', submit: 'teamCommands.save',
  options: z.object({
    do: optional(choice({ add: 'userCommands.do_add', remove: 'userCommands.do_remove', verify: 'userCommands.do_verify', confirm: 'reach.do_confirm' }, { label: 'userCommands.do' })),
    means: optional(choice(addressedMeans, { label: 'userCommands.means', help: 'userCommands.help_means' })),
    address: optional(text({ known: contacts, label: 'userCommands.address', help: 'userCommands.help_address', max: 2000, greedy: true })),
    user: optional(user({ help: 'userCommands.help_mine', named: true })),
  }),
  async run(ask, options) {
    const me = userIdOf(ask.ctx.actor) ?? '';
    const person = await findUser(ask.ctx, options.user ?? me);
    const isMe = person.id === me;
    const { do: doing, means, address } = options;
    const args: Record<string, string> = isMe ? {} : { user: person.username };
    if (doing === 'add') {
      if (means === undefined || address === undefined) return blanks(ask, { ...args, do: 'add' }, { means, address });
      return added(ask, await addContact(ask.ctx, { userId: person.id, means, address }), isMe);
    }
    const word = address ?? means;
    if (doing === undefined && word === undefined) return { kind: 'card', card: contactsCard(ask, person.username, await listContacts(ask.ctx, person.id), isMe), private: true };
    if (doing === undefined || word === undefined) return blanks(ask, { ...args, do: doing ?? 'add' }, { means, address });
    if (doing === 'verify' && looksLikeCode(word)) {
      await verifyContact(ask.ctx, word);
      return done(ask.say('userCommands.contact_counts'), { actions: button(ask, 'user/contact', 'userCommands.contacts_button') });
    }
    const contact = await findContact(ask.ctx, person.id, word).catch((error: unknown) => {
      // Whatever else has letters and digits alone is a code that was mistyped.
      throw doing === 'verify' && error instanceof AppError && error.code === 'not_found' && /^[a-z\d -]+$/i.test(word.trim()) ? invalid('people.code_invalid') : error;
    });
    if (doing === 'verify') return sendCode(ask, contact);
    if (doing === 'confirm') {
      await confirmContact(ask.ctx, contact.id);
      return done(ask.say('userCommands.contact_counts'), { actions: button(ask, 'user/contact', 'userCommands.contacts_button') });
    }
    await removeContact(ask.ctx, { userId: person.id, contactId: contact.id });
    return done(ask.say('userCommands.contact_removed', { address: contact.address }), { actions: button(ask, 'user/contact', 'userCommands.contacts_button', args) });
  },
});

const looksLikeCode = (word: string): boolean => /^[a-z]{4}-?[a-z]{4}-?[a-z]{4}$/i.test(word.trim());

/** The form for what is missing; only adding needs to know the means. */
function blanks({ say }: Ask, args: Record<string, string>, given: { means: string | undefined; address: string | undefined }): Answer {
  const isNew = args['do'] === 'add';
  const value = (typed: string | undefined) => (typed === undefined ? {} : { value: typed });
  return {
    kind: 'form', form: {
      title: say('titles.user_contact'), command: 'user/contact', args, submit: say('teamCommands.save'),
      fields: [
        ...(isNew ? [{ name: 'means', label: say('userCommands.means'), kind: 'choice' as const, required: true, choices: addressedMeans.map((means) => ({ value: means, label: say(`cards.means_${means}`) })), ...value(given.means) }] : []),
        { name: 'address', label: say(args['do'] === 'verify' ? 'userCommands.code_or_address' : 'userCommands.address'), kind: 'text', required: true, ...value(given.address) },
      ],
    },
  };
}

async function added(ask: Ask, contact: Contact, isMe: boolean): Promise<Answer> {
  if (isMe) return sendCode(ask, contact);
  return done(ask.say('userCommands.contact_added', { address: contact.address }), { text: [[ask.say('userCommands.counts_unconfirmed')]] });
}

async function sendCode(ask: Ask, contact: Contact): Promise<Answer> {
  // The code comes back from whoever reads that address: nobody else can make it count.
  if (contact.userId !== userIdOf(ask.ctx.actor)) throw invalid('userCommands.verify_own');
  const code = await createCode(ask.ctx, { userId: contact.userId, purpose: 'contact', minutes: codeMinutes, detail: { contactId: contact.id } });
  const { ok, detail } = await ask.ports.sendCode({ means: contact.means, address: contact.address }, code, ask.language);
  const verify = button(ask, 'user/contact', 'userCommands.enter_code', { do: 'verify' }, { style: 'primary' });
  if (!ok) return reply({ title: ask.say('userCommands.code_not_sent', { address: contact.address }), tone: 'bad', text: [[detail], [ask.say('userCommands.not_yet')]], actions: button(ask, 'user/contact', 'userCommands.contacts_button') });
  return done(ask.say('userCommands.code_sent', { address: contact.address }), { text: [[ask.say('userCommands.code_next', { n: codeMinutes })]], actions: verify });
}
