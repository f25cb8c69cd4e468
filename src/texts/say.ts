import { access } from './access.ts';
import { api } from './api.ts';
import { cli } from './cli.ts';
import { delivery } from './delivery.ts';
import { cards } from './cards.ts';
import { chat } from './chat.ts';
import { commands } from './commands.ts';
import { why } from './why.ts';
import { database } from './database.ts';
import { discord } from './discord.ts';
import { discordIncoming } from './discord-incoming.ts';
import { discordSetup } from './discord-setup.ts';
import { errors } from './errors.ts';
import { happenings } from './happenings.ts';
import { home } from './home.ts';
import { http } from './http.ts';
import { incidents } from './incidents.ts';
import { notify } from './notify.ts';
import { oncall } from './oncall.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { providers } from './providers.ts';
import { rooms } from './rooms.ts';
import { secrets } from './secrets.ts';
import { services } from './services.ts';
import { slackSetup } from './slack-setup.ts';
import { sources } from './sources.ts';
import { escalationCommands } from './escalation-commands.ts';
import { serviceCommands } from './service-commands.ts';
import { sourceCommands } from './source-commands.ts';
import { providerCommands } from './provider-commands.ts';
import { userCommands } from './user-commands.ts';
import { tokenCommands } from './token-commands.ts';
import { imasCommands } from './imas-commands.ts';
import { teamCommands } from './team-commands.ts';
import { schedules } from './schedules.ts';
import { titles } from './titles.ts';
import { turns } from './turns.ts';
import { calendars } from './calendars.ts';
import { oncallCheck } from './oncall-check.ts';
import { reach } from './reach.ts';
import { sms } from './sms.ts';
import { outgoing } from './outgoing.ts';
import { settings } from './settings.ts';
import { slackFaults } from './slack-faults.ts';
import { slackIncoming } from './slack-incoming.ts';
import { slack } from './slack.ts';

/**
 * Every sentence that a person reads, in English and French. One file an area;
 * each holds both languages side by side and the compiler insists on equal keys.
 */
const areas = { access, api, cli, commands, chat, cards, notify, database, errors, incidents, delivery, policies, providers, secrets, services, sources, oncall, people, settings, http, slackSetup, escalationCommands, serviceCommands, sourceCommands, providerCommands, userCommands, tokenCommands, imasCommands, teamCommands, slack, slackFaults, slackIncoming, discordIncoming, discordSetup, home, happenings, outgoing, sms, reach, oncallCheck, calendars, turns, schedules, rooms, discord, why, titles };

type Area = typeof areas;
export type TextKey = { [A in keyof Area]: `${A & string}.${keyof Area[A]['en'] & string}` }[keyof Area];
export type TextParams = Record<string, string | number>;
export type Language = 'en' | 'fr';
export type Say = (key: TextKey, params?: TextParams) => string;

const catalogue: Record<Language, Map<string, string>> = { en: new Map(), fr: new Map() };
for (const [area, languages] of Object.entries(areas)) {
  for (const language of ['en', 'fr'] as const) {
    for (const [key, text] of Object.entries(languages[language])) catalogue[language].set(`${area}.${key}`, text);
  }
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Making a formatter costs a hundred times what using it does; there are as many as zones in use. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function clockFor(locale: string, timeZone: string, far: 'today' | 'day' | 'year', namesZone: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${far} ${namesZone}`;
  const known = clocks.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', ...(far === 'today' ? {} : { day: 'numeric', month: 'short' }), ...(far === 'year' ? { year: 'numeric' } : {}), ...(namesZone ? { timeZoneName: 'short' } : {}) });
  clocks.set(key, made);
  return made;
}

/** Whether day and month alone would be taken for those of another year. */
export const needsYear = (at: Date): boolean => Math.abs(Date.now() - at.getTime()) > 500 * 86_400_000;

/** An instant as people say it: the time, with the day when it is not today, the year when it is far, and its zone where readers have several. */
export function sayInstant(iso: string, language: Language, timeZone: string, namesZone = false): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const at = new Date(iso);
  // Somebody's own words may look like an instant and be none.
  if (Number.isNaN(at.getTime())) return iso;
  const far = needsYear(at) ? 'year' : Math.abs(Date.now() - at.getTime()) > 18 * 3_600_000 ? 'day' : 'today';
  return clockFor(locale, timeZone, far, namesZone).format(at);
}

/**
 * The speaker of one language: fills `{name}` blanks, and picks `{n|one|many}` by the number n.
 * Instants (ISO, UTC) are said in the reader's zone.
 * @param namesZone several people read it, each on a clock of their own: times name their zone
 * @example sayIn('en', 'Europe/Paris')('errors.unknown_team', { name: 'SRE' })
 */
export function sayIn(language: Language, timeZone = 'UTC', namesZone = false): Say {
  return (key, params = {}) => {
    const text = catalogue[language].get(key) ?? catalogue.en.get(key) ?? key;
    return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      if (one === undefined) return typeof value === 'string' && instant.test(value) ? sayInstant(value, language, timeZone, namesZone) : String(value);
      // French counts zero as singular, English as plural.
      const singular = language === 'fr' ? Math.abs(Number(value)) < 2 : Number(value) === 1;
      return singular ? one : (many ?? '');
    });
  };
}
