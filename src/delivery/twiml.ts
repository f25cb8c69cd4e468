import { sayIn, type Language } from '../texts/say.ts';

/** The voice of each language (TwiML `<Say language>`). */
const voices: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };
/** Seconds to press a key after the last word. */
const patience = 8;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character]!);
const said = (text: string, language: Language): string => `<Say language="${voices[language]}">${escaped(text)}</Say>`;
const document = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`;

/**
 * A call that says it twice.
 * @param answerUrl where a pressed key is told; without it the call only announces
 * @param isTest a key says no more than that it arrived
 */
export function announcement(text: string, language: Language, answerUrl: string | undefined, isTest = false): string {
  const say = sayIn(language);
  const twice = (words: string): string => `${said(words, language)}<Pause length="1"/>${said(words, language)}`;
  if (answerUrl === undefined) return document(twice(text));
  const gather = `<Gather input="dtmf" numDigits="1" timeout="${patience}" method="POST" action="${escaped(answerUrl)}">${twice(`${text} ${say(isTest ? 'sms.call_confirm' : 'sms.call_keys')}`)}</Gather>`;
  return document(`${gather}${said(say('sms.call_unanswered'), language)}`);
}

/** Last words, then the line goes dead. */
export const goodbye = (text: string, language: Language): string => document(`${said(text, language)}<Hangup/>`);

/** Another try at the keys, after a word about the last one. */
export const askedAgain = (text: string, language: Language, answerUrl: string): string =>
  document(`<Gather input="dtmf" numDigits="1" timeout="${patience}" method="POST" action="${escaped(answerUrl)}">${said(text, language)}</Gather>${said(sayIn(language)('sms.call_unanswered'), language)}`);

/** The answer to an SMS that came in: an SMS back, or none. */
export const smsAnswer = (text: string | undefined): string => document(text === undefined ? '' : `<Message>${escaped(text)}</Message>`);
