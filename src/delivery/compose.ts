import { cut, notice, tame } from '../chat/notice.ts';
import { policyWords, targetWords } from '../chat/target-words.ts';
import type { Claimed } from '../domain/notifications/claim.ts';
import type { StoredNotice } from '../domain/notifications/queue-notice.ts';
import { answerDue } from '../domain/incidents/answer-due.ts';
import { shortId, type Incident } from '../domain/incidents/schema.ts';
import { shortSeverity } from '../domain/severity.ts';
import { sayIn, sayInstant, type Language, type Say } from '../texts/say.ts';
import type { Message } from './provider.ts';

export interface Reader { language: Language; timeZone: string; /** Several people, each with a clock of their own. */ isMany?: boolean }
export interface Links { acknowledge?: string; /** What that does, where it is not one incident that is acknowledged. */ answers?: 'all' | 'reached'; incident?: string; /** Answers an SMS or a call about it. */ replyCode?: string }

/** `SEV1 redis-prod: Redis is down · INC-42 · answer by 03:09`: the first line of whatever notifies, in its parts. */
function firstLine(incident: Incident, { language, timeZone, isMany }: Reader): { before: string; title: string; after: string } {
  const say = sayIn(language, timeZone);
  const tail = incident.status === 'TRIGGERED' ? ` · ${say('notify.answer_by', { at: sayInstant(answerDue(incident).toISOString(), language, timeZone, isMany) })}` : '';
  if (incident.is_confidential) return { before: '', title: onlyThatItIs(incident, say), after: '' };
  return { before: cut(tame(`${shortSeverity(incident.severity)} ${incident.service_name}:`), 45), title: tame(incident.title), after: `· ${shortId(incident)}${tail}` };
}

/** All that is said of a confidential incident outside of its room (spec §5). */
const onlyThatItIs = (incident: Incident, say: Say): string => `${shortId(incident)} · ${say('cards.confidential')} · ${shortSeverity(incident.severity)}`;

/**
 * What one notification says. Several incidents make one message of them, worst first.
 * @param incidents the incidents it speaks of; the first is the worst
 */
export function compose(claimed: Claimed, incidents: readonly Incident[], reader: Reader, links: Links): Message {
  const say = sayIn(reader.language, reader.timeZone, reader.isMany);
  if (claimed.notice !== null) return composeNotice(claimed, claimed.notice, incidents[0], reader, links);
  const [incident] = incidents as [Incident];
  const common = {
    key: claimed.id, language: reader.language, to: claimed.address,
    ...answerOf(links), ...(links.incident === undefined ? {} : { incidentUrl: links.incident }),
    facts: { event: `incident.${claimed.purpose}`, incident: factsOf(incident, links, say), ...(claimed.username === null ? {} : { person: claimed.username }), timestamp: new Date().toISOString() },
  };
  if (incidents.length > 1) {
    const items = incidents.map((one) => (one.is_confidential ? onlyThatItIs(one, say) : say('notify.reminder_item', { incident: shortId(one), severity: shortSeverity(one.severity), service: one.service_name, title: one.title })));
    const worst = incident.is_confidential ? onlyThatItIs(incident, say) : say('notify.severity_line', { severity: shortSeverity(incident.severity), service: incident.service_name, title: incident.title });
    const service = !incidents.some((one) => one.is_confidential || one.service_name !== incident.service_name) ? incident.service_name : undefined;
    const headline = claimed.purpose === 'reminder' ? notice(say('notify.reminder', { n: incidents.length }))
      : service === undefined ? notice(say('notify.bundle', { n: incidents.length, worst })) : notice(worst, '', `· ${say('notify.more_on', { n: incidents.length - 1, service })}`);
    return { ...common, headline, body: items.slice(0, 50).join('\n') };
  }
  switch (claimed.purpose) {
    case 'all-clear': case 'notice': {
      const resolved = incident.status === 'RESOLVED';
      const name = (resolved ? incident.resolved_by_name : incident.holder_name) ?? 'monitoring';
      const at = ((resolved ? incident.resolved_at : incident.held_since) ?? incident.created_at).toISOString();
      const key = claimed.purpose === 'notice' ? 'notify.notice_acknowledged' : resolved ? 'notify.all_clear_resolved' : 'notify.all_clear_acknowledged';
      return { ...common, headline: notice(say(key, { incident: shortId(incident), name, at })), body: say('notify.all_clear_body', { title: incident.is_confidential ? onlyThatItIs(incident, say) : incident.title }) };
    }
    case 'page': case 'reminder': case 'opened': case 'reopened': case 'acknowledged': case 'resolved': {
      const line = firstLine(incident, reader);
      return { ...common, headline: notice(line.title, line.before, line.after), line, ...(links.replyCode === undefined ? {} : { replyCode: links.replyCode }), body: bodyOf(incident, claimed, say) };
    }
  }
}

const answerOf = ({ acknowledge, answers }: Links): Pick<Message, 'acknowledgeUrl' | 'answers'> => ({ ...(acknowledge === undefined ? {} : { acknowledgeUrl: acknowledge }), ...(answers === undefined ? {} : { answers }) });

/** What is told for its own sake, in the reader's words; buttons are for where there are some. */
function composeNotice(claimed: Claimed, { title, body }: StoredNotice, incident: Incident | undefined, { language, timeZone, isMany }: Reader, links: Links): Message {
  const say = sayIn(language, timeZone, isMany);
  return {
    key: claimed.id, language, to: claimed.address, headline: notice(say(title.key, title.params)), body: body.map((line) => say(line.key, line.params)).join('\n\n'),
    ...answerOf(links), ...(links.incident === undefined ? {} : { incidentUrl: links.incident }),
    facts: { event: `notice.${claimed.purpose}`, ...(incident === undefined ? {} : { incident: factsOf(incident, links, say) }), ...(claimed.username === null ? {} : { person: claimed.username }), timestamp: new Date().toISOString() },
  };
}

function bodyOf(incident: Incident, claimed: Claimed, say: Say): string {
  const { team, policy, step, target, reason } = claimed.why as { team?: string; policy?: string; step?: number; target?: string; reason?: string };
  const description = incident.description.trim().slice(0, 2000);
  const because = team === undefined || policy === undefined ? [] : [say('notify.page_why', { why: say('notify.why_line', { team, policy: policyWords(policy, say, team), step: step ?? 1, target: targetWords(target, say) }) })];
  if (incident.is_confidential) return [onlyThatItIs(incident, say), ...because].join('\n\n');
  return [
    say('notify.page_body', {
      title: incident.title, severity: shortSeverity(incident.severity), service: incident.service_name, team: incident.team_name, status: say(`cards.status_${incident.status}`),
      detected: incident.detected_at.toISOString(),
    }),
    ...(incident.alerts_total === 0 ? [] : [say('notify.page_alerts', { firing: incident.alerts_firing, total: incident.alerts_total })]),
    ...(description === '' ? [] : [description]),
    ...(incident.runbook_url === null ? [] : [say('notify.runbook', { url: incident.runbook_url })]),
    ...(reason === 'worsened' ? [say('cards.worsened')] : reason === 'paged' && policy === undefined ? [say('cards.called_in')] : []),
    ...because,
  ].join('\n\n');
}

const factsOf = (incident: Incident, links: Links, say: Say) => ({
  id: incident.id, short_id: shortId(incident), severity: incident.severity, status: incident.status,
  ...(incident.is_confidential ? { title: say('cards.confidential'), service: '', team: '' } : { title: incident.title, service: incident.service_name, team: incident.team_name, ...byWhom(incident) }), ...(links.incident === undefined ? {} : { url: links.incident }),
});

const byWhom = (incident: Incident): { by?: string } => {
  const name = incident.status === 'RESOLVED' ? incident.resolved_by_name : incident.holder_name;
  return name === null ? {} : { by: name };
};
