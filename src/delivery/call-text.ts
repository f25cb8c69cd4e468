import { sayIn } from '../texts/say.ts';
import type { Message } from './provider.ts';

/** Nobody listens to more. */
const longest = 400;

/** What a call says, sentence by sentence: severity, service, title, number of the one incident it is about; or the headline of anything else. */
export function callText({ language, facts, line, headline, body }: Message): string {
  const say = sayIn(language);
  const incident = facts?.incident;
  if (incident === undefined || line === undefined) return spoken(`IMAS. ${headline}. ${body}`);
  const severity = /^SEV(\d)/.exec(incident.severity)?.[1] ?? incident.severity;
  const number = incident.short_id.replace(/^INC-/, '');
  return spoken(say(incident.service === '' ? 'sms.call_about_confidential' : 'sms.call_about', { severity, number, service: incident.service, title: incident.title }));
}

/** As a voice reads it well: a code letter by letter, no addresses, no characters that are no speech. */
function spoken(text: string): string {
  return text
    .replaceAll(/https?:\/\/\S+/gu, ' ')
    .replaceAll(/\b[A-Z]{4}(?:-[A-Z]{4})+\b/gu, (code) => code.split('-').map((part) => Array.from(part).join(' ')).join(', '))
    .replaceAll(/\d{5,}/gu, (digits) => Array.from(digits).join(' '))
    .replaceAll(/[_/\\|#*~^`<>{}[\]=]+/gu, ' ').replaceAll(/[\p{Extended_Pictographic}\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replaceAll(/\s+/gu, ' ').replaceAll(/\.(?:\s*\.)+/gu, '.').trim().slice(0, longest);
}
