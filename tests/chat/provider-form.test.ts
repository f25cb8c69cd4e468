import { describe, expect, test } from 'vitest';
import { settingsForm } from '../../src/chat/provider-form.ts';
import { kindsOf } from '../../src/delivery/kinds.ts';
import { providers } from '../../src/delivery/providers.ts';
import { sayIn, type Language } from '../../src/texts/say.ts';

const kinds = kindsOf(providers).filter(({ kind }) => kind === 'OVH_SMS' || kind === 'TWILIO');

describe.each(kinds)('the form of $kind', (kind) => {
  const fieldsIn = (language: Language) => {
    const answer = settingsForm({ say: sayIn(language), has: () => true }, kind, { command: 'provider/add', args: {}, values: {}, title: 'x' });
    if (answer.kind !== 'form') throw new Error('no form');
    return answer.form.fields;
  };
  test('asks for each setting in words, in both languages', () => {
    const [en, fr] = [fieldsIn('en'), fieldsIn('fr')];
    expect(en.map(({ name }) => name)).toEqual(kind.fields.map(({ name }) => name));
    for (const [index, field] of en.entries()) {
      expect(field.label).not.toBe(field.name.replaceAll('_', ' '));
      expect(field.label.length).toBeGreaterThan(3);
      if (field.help !== undefined) expect(field.help).not.toBe(fr[index]!.help);
    }
  });
  test('asks for secrets as secrets', () =>
    expect(fieldsIn('en').filter((field) => field.kind === 'secret').map(({ name }) => name)).toEqual(kind.kind === 'TWILIO' ? ['auth_token'] : ['application_key', 'application_secret', 'consumer_key']));
});
