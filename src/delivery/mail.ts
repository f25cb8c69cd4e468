import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { html, raw } from 'hono/html';
import { type Say, sayIn } from '../texts/say.ts';
import { answerLabel } from './answer-label.ts';
import type { Message } from './provider.ts';

interface Mail {
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** All mails of one incident name the same ancestor, so that mail programs show one conversation. */
  inReplyTo?: string;
  headers: Record<string, string>;
}

/**
 * A message as e-mail: plain text and HTML that reads on a phone at night.
 * @param domain right-hand side of the Message-IDs, usually the sender's domain
 */
export async function drawMail(message: Message, domain: string): Promise<Mail> {
  const say = sayIn(message.language);
  const clean = {
    headline: withoutControls(message.headline).replace(/\s+/g, ' ').trim(),
    body: withoutControls(message.body),
    acknowledge: webLink(message.acknowledgeUrl),
    answer: answerLabel(message),
    incident: webLink(message.incidentUrl),
  };
  return {
    subject: clean.headline,
    text: drawText(clean, say),
    html: String(await drawHtml(clean, say, message.language)),
    messageId: idOf('message', message.key, domain),
    ...(message.facts?.incident ? { inReplyTo: idOf('incident', message.facts.incident.id, domain) } : {}),
    // RFC 3834: no vacation notice comes back; the second one says the same to Exchange.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

interface Clean {
  headline: string;
  body: string;
  acknowledge: string | undefined;
  /** What its link is called. */
  answer: string;
  incident: string | undefined;
}

function drawText({ headline, body, acknowledge, answer, incident }: Clean, say: Say): string {
  const links = [
    ...(acknowledge ? [`${answer}: ${acknowledge}`] : []),
    ...(incident ? [`${say('delivery.open_incident')}: ${incident}`] : []),
  ];
  return [headline, body, links.join('\n')].filter((part) => part !== '').join('\n\n') + '\n';
}

const STYLE = `
body { margin: 0; padding: 16px; background: #ffffff; color: #1a1a1a; font: 17px/1.5 -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 560px; margin: 0 auto; }
h1 { font-size: 20px; line-height: 1.3; margin: 0 0 16px; overflow-wrap: anywhere; }
.body { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 24px; }
.button { display: block; padding: 18px; border-radius: 8px; background: #b3261e; color: #ffffff; font-size: 20px; font-weight: bold; text-align: center; text-decoration: none; }
.quiet { font-size: 14px; color: #5f6368; }
a { color: #0b57d0; }
@media (prefers-color-scheme: dark) {
  body { background: #121212; color: #e8e8e8; }
  .button { background: #c5372d; color: #ffffff; }
  .quiet { color: #a0a4a8; }
  a { color: #8ab4f8; }
}`;
/** Mail programs that drop the style sheet keep a button that can be hit with a thumb. */
const BUTTON = 'display:block;padding:18px;border-radius:8px;background:#b3261e;color:#ffffff;font-size:20px;font-weight:bold;text-align:center;text-decoration:none';

function drawHtml({ headline, body, acknowledge, answer, incident }: Clean, say: Say, language: string) {
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${headline}</title><style>${raw(STYLE)}</style></head>
<body><main><h1>${headline}</h1>
<div class="body" style="white-space:pre-wrap">${body}</div>
${acknowledge ? html`<p><a class="button" style="${BUTTON}" href="${acknowledge}">${answer}</a></p>` : ''}
${incident ? html`<p><a href="${incident}">${say('delivery.open_incident')}</a></p>` : ''}
<p class="quiet">${say(acknowledge ? 'delivery.sent_by' : 'delivery.sent_by_plain')}</p>
</main></body></html>`;
}

function idOf(kind: string, key: string, domain: string): string {
  return `<${kind}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domainToASCII(domain)}>`;
}

/** Control characters and the marks that reverse the direction of text: an alert's author could forge what is read. */
function withoutControls(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .toWellFormed();
}

function webLink(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined;
}
