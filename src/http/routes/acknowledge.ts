import { html } from 'hono/html';
import { acknowledgeByLink, lookAtLink, passOnByLink } from '../../domain/notifications/acknowledge-link.ts';
import { gatherCalledIn } from '../../domain/escalation/called-in.ts';
import { loadIncidents } from '../../domain/incidents/find.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import { AppError } from '../../errors.ts';
import { sayIn, type Language, type Say } from '../../texts/say.ts';
import type { Keys } from '../../secrets.ts';
import { acceptedLanguage } from '../problem.ts';
import { requestIdOf } from '../request-id.ts';
import type { Asked, HttpDeps, RouteGroup } from '../route.ts';

/**
 * One-tap acknowledge. GET shows as whom and on what the button acts, and changes nothing: mail scanners open every
 * link they see. Only the button's POST acknowledges, once.
 */
export const acknowledgeRoutes = (keys: Keys): RouteGroup => (app, deps) => {
  const calledIn = gatherCalledIn();
  app.get('/acknowledge/:token', (c) => answering(c, deps, async (language) => {
    const ctx = deps.context({ kind: 'nobody' }, requestIdOf(c));
    const link = await lookAtLink(ctx, keys, c.req.param('token'));
    const [incident, ...others] = await loadIncidents(ctx, link.incidents);
    const say = sayIn(language, deps.timeZone);
    const button = (label: string) => html`<form method="post"><button class="primary" type="submit">${label}</button></form>`;
    if (incident === undefined) return page(language, say('reach.test_title'), html`<p>${say('reach.test_link', { name: link.username })}</p>${button(say('reach.test_ok'))}`);
    if (others.length > 0) return page(language, say('cards.page_bundle', { n: others.length + 1 }), html`<ul>${[incident, ...others].map((one) => html`<li>${lineOf(one, say)}</li>`)}</ul>${button(say('notify.link_button_all', { name: link.username }))}`);
    const isWaiting = incident.status === 'TRIGGERED';
    // Who was called in besides answers for themselves, whoever has it; nobody else has anything to press.
    const mayAnswer = isWaiting || (incident.status !== 'RESOLVED' && await calledIn(ctx, incident.id, link.user) !== undefined);
    return page(language, `${shortId(incident)} · ${shortSeverity(incident.severity)} · ${incident.is_confidential ? say('cards.confidential') : incident.service_name}`, html`
      <p>${incident.is_confidential ? '' : incident.title}</p>
      ${isWaiting ? '' : html`<p>${whoHasIt(incident, say)}</p>`}
      ${mayAnswer ? button(say('notify.link_button', { name: link.username })) : html`<p><a href="/#/incident/${shortId(incident)}">${say('notify.link_open')}</a></p>`}
      ${isWaiting ? html`<form method="post" action="/acknowledge/${c.req.param('token') ?? ''}/cant"><button type="submit">${say('cards.cant')}</button></form>` : ''}`);
  }));
  app.post('/acknowledge/:token', (c) => answering(c, deps, async (language) => {
    const ctx = deps.context({ kind: 'nobody' }, requestIdOf(c));
    const { taken: [incident, ...others], refused } = await acknowledgeByLink(ctx, keys, c.req.param('token') ?? '');
    const say = sayIn(language, deps.timeZone);
    if (incident === undefined) return page(language, say('reach.test_done'), html``);
    if (others.length + refused.length > 0) return page(language, say('sms.you_have_them', { incidents: [incident, ...others].map(shortId).join(', ') }), html`${refused.map((error) => html`<p>${say(error.key, error.params)}</p>`)}<p><a href="/">${say('notify.link_open')}</a></p>`);
    return page(language, say('notify.link_done', { incident: shortId(incident) }), html`
      <p>${say('incidents.acknowledged', { name: incident.holder_name ?? '' })}</p><p><a href="/#/incident/${shortId(incident)}">${say('notify.link_open')}</a></p>`);
  }));
  app.post('/acknowledge/:token/cant', (c) => answering(c, deps, async (language) => {
    const incident = await passOnByLink(deps.context({ kind: 'nobody' }, requestIdOf(c)), keys, c.req.param('token') ?? '');
    const say = sayIn(language);
    return page(language, say('commands.passed_on', { incident: shortId(incident) }), html`<p><a href="/#/incident/${shortId(incident)}">${say('notify.link_open')}</a></p>`);
  }));
};

const lineOf = (incident: Incident, say: Say): string => `${shortId(incident)} · ${shortSeverity(incident.severity)} · ${incident.is_confidential ? say('cards.confidential') : `${incident.service_name}: ${incident.title}`}`;

function whoHasIt(incident: Incident, say: Say): string {
  if (incident.status === 'RESOLVED') return say('incidents.already_resolved', { incident: shortId(incident), name: incident.resolved_by_name ?? 'monitoring', at: incident.resolved_at!.toISOString() });
  if (incident.holder_name === null) return say(`cards.status_${incident.status}`);
  return say('incidents.already_acknowledged', { incident: shortId(incident), name: incident.holder_name, at: (incident.held_since ?? incident.created_at).toISOString() });
}

async function answering(c: Asked, deps: HttpDeps, draw: (language: Language) => Promise<ReturnType<typeof html>>): Promise<Response> {
  const language = acceptedLanguage(c.req.header('accept-language'), deps.language);
  // ntfy's web app presses the button from its own address, without any cookie of ours, and wants to know whether it worked.
  const open = c.req.method === 'POST' ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } : {};
  const headers = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...open };
  try {
    return c.html(await draw(language), 200, headers);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = error.code === 'conflict' ? 409 : error.code === 'forbidden' ? 403 : error.code === 'not_found' ? 404 : 400;
    return c.html(await page(language, sayIn(language, deps.timeZone)(error.key, error.params), html`<p><a href="/">${sayIn(language)('notify.link_open')}</a></p>`), status, headers);
  }
}

const page = (language: Language, title: string, body: ReturnType<typeof html>) => html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/assets/main.css"></head>
<body class="plain-page"><main><h1>${title}</h1>${body}</main></body></html>`;
