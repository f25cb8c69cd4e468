import { answerLabel } from '../answer-label.ts';
import { harmless } from '../../chat/harmless.ts';
import { sayIn } from '../../texts/say.ts';
import { bytesOf, cutTo, jsonBytesOf } from '../cut-bytes.ts';
import type { Message } from '../provider.ts';
import type { Format } from './format.ts';
import { stateLine } from './incident-words.ts';

/** Teams refuses a message of more than about 28 KB. */
const MESSAGE_BYTES = 26 * 1024;
const mostLines = 60;

/** A workflow “When a Teams webhook request is received” that posts an Adaptive Card. Text runs know no Markdown: nothing in them is a link or a mention. */
export const teams: Format = {
  keepsAlerts: false,
  postsOf: (message, { url }) => [{ url, body: bodyOf(message) }],
};

function bodyOf(message: Message): object {
  const state = stateLine(message);
  const draw = (text: string): object => ({
    type: 'message',
    attachments: [{
      contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', msteams: { width: 'Full' },
        fallbackText: harmless(message.headline),
        body: [
          paragraph(harmless(message.headline), { weight: 'Bolder', size: 'Large' }),
          ...(state === undefined ? [] : [paragraph(harmless(state), { weight: 'Bolder' })]),
          // A line break within a run is not drawn.
          ...text.split(/\n+/).filter((line) => line.trim() !== '').slice(0, mostLines).map((line) => paragraph(line)),
        ],
        actions: actionsOf(message),
      },
    }],
  });
  const perLine = jsonBytesOf(JSON.stringify(paragraph('')));
  const room = MESSAGE_BYTES - bytesOf(JSON.stringify(draw(''))) - mostLines * perLine;
  return draw(cutTo(harmless(message.body), room, jsonBytesOf));
}

const paragraph = (text: string, style: object = {}): object => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] });

function actionsOf(message: Message): object[] {
  const say = sayIn(message.language);
  return [
    ...(message.acknowledgeUrl === undefined ? [] : [{ type: 'Action.OpenUrl', title: answerLabel(message), url: message.acknowledgeUrl }]),
    ...(message.incidentUrl === undefined ? [] : [{ type: 'Action.OpenUrl', title: say('delivery.open_incident'), url: message.incidentUrl }]),
  ];
}
