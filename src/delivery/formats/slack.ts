import { answerLabel } from '../answer-label.ts';
import { harmless } from '../../chat/harmless.ts';
import { cutEscaped, escapeText, plainText, webAddress, withoutMarkup } from '../../chat/slack/render/escape.ts';
import { sayIn } from '../../texts/say.ts';
import type { Message } from '../provider.ts';
import type { Format } from './format.ts';
import { stateLine } from './incident-words.ts';

/** Block Kit's limits, counted when escaped. */
const SECTION = 3000;
const HEADER = 150;
const URL_MAX = 3000;

/** Slack's incoming webhooks. Refusals are one plain word: `no_service`, `invalid_blocks`, `channel_is_archived`. */
export const slack: Format = {
  keepsAlerts: false,
  postsOf: (message, { url }) => [{ url, body: bodyOf(message) }],
  explain: (body) => (/^[a-z_]{3,60}$/.test(body.trim()) ? { why: body.trim() } : undefined),
};

function bodyOf(message: Message): object {
  const state = stateLine(message);
  const text = escaped(message.body, SECTION);
  return {
    // What a locked phone shows; the blocks are what is read.
    text: escaped(state === undefined ? message.headline : `${message.headline} · ${state}`, SECTION),
    blocks: [
      { type: 'header', text: plainText(message.headline, HEADER) },
      ...(state === undefined ? [] : [{ type: 'section', text: { type: 'mrkdwn', text: `*${escaped(state, 200)}*` } }]),
      ...(text === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text } }]),
      ...linksOf(message),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** Links in the text: a button of an incoming webhook needs an app behind it. */
function linksOf(message: Message): object[] {
  const say = sayIn(message.language);
  const links = ([[answerLabel(message), message.acknowledgeUrl], [say('delivery.open_incident'), message.incidentUrl]] as const).flatMap(([label, url]) => {
    const address = url === undefined ? undefined : webAddress(url, URL_MAX - 100);
    return address === undefined ? [] : [`<${escapeText(address)}|${escapeText(label)}>`];
  });
  return links.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } }));
}

const escaped = (text: string, max: number): string => cutEscaped(escapeText(withoutMarkup(harmless(text))), max);
