import { sayIn } from '../texts/say.ts';
import type { Message } from './provider.ts';

/** What the link or button that answers a message is called, in its reader's language. */
export function answerLabel({ answers, language }: Pick<Message, 'answers' | 'language'>): string {
  return sayIn(language)(answers === 'reached' ? 'reach.test_ok' : answers === 'all' ? 'cards.acknowledge_all' : 'delivery.acknowledge');
}
