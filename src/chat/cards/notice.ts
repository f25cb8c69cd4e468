import type { StoredNotice } from '../../domain/notifications/queue-notice.ts';
import { cardOf } from '../answer.ts';
import type { Card } from '../card.ts';
import type { Drawing } from '../command.ts';
import { pressable } from './buttons.ts';

/** What a person is told for its own sake, with what they can do about it. */
export function noticeCard({ title, body, actions }: StoredNotice, drawing: Drawing): Card {
  const { say } = drawing;
  return cardOf({
    title: say(title.key, title.params), text: body.map((line) => [say(line.key, line.params)]),
    actions: pressable(actions.map(({ label, ...action }) => ({ ...action, label: say(label) })), drawing),
  });
}
