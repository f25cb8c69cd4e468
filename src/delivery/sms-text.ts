import { sayIn } from '../texts/say.ts';
import { cutTo, isGsm, lengthOf, roomFor, toGsm } from './gsm7.ts';
import type { Message } from './provider.ts';

/** A title is not cut shorter for the sake of one part. */
const shortestTitle = 12;
/** What is left of one part is used for the rest of the text from here on. */
const worthWhile = 20;

/**
 * A message as one SMS: in the default alphabet and in one part wherever that is possible. Severity, service, number,
 * answer-by and how to reply stay whole; the title gives way.
 * @param twoWay a reply reaches us: only then is it asked for
 */
export function smsText(message: Message, twoWay: boolean): string {
  const { before, title, after } = message.line ?? { before: '', title: message.headline, after: '' };
  const isPage = message.line !== undefined;
  const code = twoWay ? message.replyCode : undefined;
  const last = code !== undefined ? sayIn(message.language)(message.answers === 'reached' ? 'sms.how_to_confirm' : 'sms.how_to_reply', { code }) : isPage ? (message.incidentUrl ?? '') : '';
  const [head, tail, end] = [toGsm(before), toGsm(after), toGsm(last)];
  const around = (middle: string): string => [[head, middle, tail].filter((part) => part !== '').join(' '), end].filter((part) => part !== '').join('\n');
  const plain = toGsm(title).replaceAll(/ +/g, ' ').trim();
  const whole = around(plain);
  const room = roomFor(whole);
  const fixed = (isGsm(whole) ? lengthOf(around('')) : around('').length) + 1;
  const text = lengthOf(whole) <= room ? whole : around(cutTo(plain, Math.max(room - fixed, shortestTitle)));
  return end === '' && !isPage ? withRest(text, toGsm(message.body)) : text;
}

/** As much of the rest as one part still holds. */
function withRest(text: string, rest: string): string {
  const line = rest.replaceAll(/\s+/g, ' ').trim();
  const room = roomFor(`${text}${line}`) - (isGsm(line) ? lengthOf(text) : text.length) - 1;
  return line === '' || room < worthWhile ? text : `${text}\n${cutTo(line, room)}`;
}

const link = /\b(?:[a-z][a-z\d+.-]*:\/\/|www\.)\S+/giu;
const mail = /[^\s@]+@[^\s@]+\.[^\s@]+/gu;
const number = /\+?\d(?:[\s.()-]?\d){6,}/gu;

/** The text without links, mail addresses and telephone numbers, which some senders may not send. */
export const withoutContacts = (text: string): string => text.replaceAll(link, '-').replaceAll(mail, '-').replaceAll(number, '-');
