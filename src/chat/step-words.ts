import { invalid } from '../errors.ts';
import { describeTarget, type Names } from '../domain/escalation/policies/describe-target.ts';
import type { StepFields } from '../domain/escalation/policies/change-steps.ts';
import type { Step, Target } from '../domain/escalation/policies/step.ts';
import { sayIn, type Language, type Say } from '../texts/say.ts';
import { readWorkingHours, sayWorkingHours } from './working-hours.ts';

/*
 * A step as a person writes it, one a line, in English or French:
 *   10 on-call 2, managers of Platform, @alice by SMS, VOICE only mon-fri 18:00-09:00
 */

/** A step as it was typed: teams and people by name, for the verb to look up. */
export interface TypedStep { delay_minutes: number; targets: Record<string, unknown>[]; means: string[] | null; working_hours_only: boolean; only: { days: number[]; from: string; to: string } | null }

const bad = (text: string, key: 'escalationCommands.bad_step' | 'escalationCommands.bad_minute' | 'escalationCommands.bad_who' | 'escalationCommands.bad_hours' = 'escalationCommands.bad_step') => {
  const problem = { key, params: { text: text.slice(0, 80) } } as const;
  return invalid(key, problem.params, { fields: { steps: problem } });
};

/** Minutes from the beginning: `10`, `+10 min`, `at once`. @throws AppError invalid */
export function readMinute(typed: string): number {
  const word = typed.trim();
  if (/^(?:at once|now|aussit[oô]t|tout de suite)$/i.test(word)) return 0;
  const [, minutes, hours] = /^\+?(?:(\d{1,5})(?: ?(?:m|mins?|minutes?))?|(\d{1,3}) ?h)$/i.exec(word) ?? [];
  if (minutes === undefined && hours === undefined) throw bad(typed, 'escalationCommands.bad_minute');
  return minutes === undefined ? 60 * Number(hours) : Number(minutes);
}

/** Whom a step tells, between commas. @throws AppError invalid */
const readTargets = (typed: string): Record<string, unknown>[] => split(typed).map(readTarget);

function readTarget(typed: string): Record<string, unknown> {
  const [, word = '', level, , name] = /^(\S+?)(?: (\d))?(?: (of |de |d['’])?(.+))?$/i.exec(typed) ?? [];
  const team = name === undefined ? {} : { team: unquoted(name) };
  switch (word.toLowerCase()) {
    case 'on-call': case 'oncall': case 'astreinte': return { kind: 'ON_CALL', level: Number(level ?? 1), ...team };
    case 'backup': case 'renfort': return { kind: 'ON_CALL', level: Number(level ?? 2), ...team };
    case 'team': case 'équipe': case 'equipe': return { kind: 'TEAM', ...team };
    case 'managers': case 'manager': case 'responsables': case 'responsable': return { kind: 'MANAGERS', ...team };
    case 'channel': case 'canal': {
      const [platform, place] = (name ?? '').split(' ');
      return { kind: 'CHANNEL', ...(name === undefined ? {} : { platform: platform!.toLowerCase(), place }) };
    }
    default:
      if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(typed)) return { kind: 'EMAIL', address: typed };
      if (/^@\S+$/.test(typed)) return { kind: 'USER', user: typed };
      throw bad(typed, 'escalationCommands.bad_who');
  }
}

/** One step a line. @throws AppError invalid, quoting what cannot be read */
export const readSteps = (typed: string): TypedStep[] => typed.split('\n').map((line) => line.trim().replace(/^(?:[-*•]|\d+[.)]) /, '')).filter((line) => line !== '').map(readStep);

const hidden = '\u0001';

function readStep(line: string): TypedStep {
  const tail = / (?:in working hours(?: only)?|en heures ouvr[ée]es(?: seulement)?)$/i;
  // What stands in quotes is a name, whatever words are in it.
  const rest = line.replaceAll(/"[^"]*"/g, (name) => name.replaceAll(' ', hidden)).replace(tail, '');
  const [, minute, who, means, hours] = /^(\+?\d+(?: ?(?:h|m|mins?|minutes?)\b)?|at once|aussit[oô]t)[ :→-]+(.+?)(?: (?:by|par) (.+?))?(?: (?:only|seulement) (.+))?$/i.exec(rest) ?? [];
  if (minute === undefined || who === undefined) throw bad(line);
  return { delay_minutes: readMinute(minute), targets: readTargets(who), means: means === undefined ? null : readMeans(means), working_hours_only: tail.test(line), only: hours === undefined ? null : readOnly(hours) };
}

/** The fields of a step's form. Whom it tells may be followed by the rest of the line, as in `readSteps`; a field that is given wins. @throws AppError invalid */
export function readStepFields<T extends { who?: string }>({ who, means, hours, working_hours: working }: T & { means?: string | undefined; hours?: string | undefined; working_hours?: boolean | undefined }): StepFields & (T extends { who: string } ? { targets: unknown } : unknown) {
  const line = who === undefined ? undefined : readStep(`0 ${who}`);
  return {
    ...(line !== undefined && { targets: line.targets }), ...(line !== undefined && line.means !== null && { means: line.means }), ...(line !== undefined && line.only !== null && { only: line.only }), ...(line?.working_hours_only === true && { workingHoursOnly: true }),
    ...(means !== undefined && { means: /^(?:own|any|propre)$/i.test(means) ? null : readMeans(means) }), ...(hours !== undefined && { only: /^(?:always|toujours|any)$/i.test(hours) ? null : readOnly(hours) }), ...(working !== undefined && { workingHoursOnly: working }),
  } as never;
}

const otherWords: Readonly<Record<string, string>> = { CALL: 'VOICE', PHONE: 'VOICE', VOIX: 'VOICE', APPEL: 'VOICE', TEXT: 'SMS', MAIL: 'EMAIL', 'E-MAIL': 'EMAIL', COURRIEL: 'EMAIL', PUSH: 'NTFY' };
/** `SMS, voice`; the verb judges what there is. */
const readMeans = (typed: string): string[] => typed.split(/,| and | et /).map((word) => word.trim().toUpperCase()).filter((word) => word !== '').map((word) => otherWords[word] ?? word);

/** Days and times at which a step counts. @throws AppError invalid */
const readOnly = (typed: string): TypedStep['only'] => {
  const hours = readHours(typed);
  if (!isClock(hours.from) || !(isClock(hours.to) || hours.to === '24:00')) throw bad(typed, 'escalationCommands.bad_hours');
  return hours;
};

const isClock = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
function readHours(typed: string): NonNullable<TypedStep['only']> {
  try {
    return readWorkingHours(typed);
  } catch {
    throw bad(typed, 'escalationCommands.bad_hours');
  }
}

/** Names may hold what separates: those stand in quotes. */
const split = (typed: string): string[] => (typed.match(/(?:"[^"]*"|[^,"])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== '');
const unquoted = (name: string): string => name.replaceAll('"', '').replaceAll(hidden, ' ').trim();

/** A step as `readSteps` reads it. @param names of the teams and people it refers to, by id */
export function sayStep(step: Step, names: Names, language: Language): string {
  const say = sayIn(language);
  return [
    String(step.delay_minutes), step.targets.map((target) => sayTarget(target, names, say)).join(', '),
    ...(step.means === null ? [] : [say('escalationCommands.step_by', { means: step.means.join(', ') })]),
    ...(step.only ? [say('escalationCommands.step_only', { hours: sayWorkingHours(step.only, language) })] : []),
    ...(step.working_hours_only ? [say('escalationCommands.step_working_hours')] : []),
  ].join(' ');
}

export function sayTarget(target: Target, names: Names, say: Say): string {
  const team = 'team' in target && target.team !== undefined ? ` ${say('escalationCommands.step_of', { team: `"${names.get(target.team) ?? target.team}"` })}` : '';
  switch (target.kind) {
    case 'ON_CALL': return `${say('escalationCommands.step_on_call')}${target.level === 1 ? '' : ` ${target.level}`}${team}`;
    case 'TEAM': return `${say('escalationCommands.step_team')}${team}`;
    case 'MANAGERS': return `${say('escalationCommands.step_managers')}${team}`;
    case 'CHANNEL': return `${say('escalationCommands.step_channel')}${target.platform === undefined ? '' : ` ${target.platform} ${target.place}`}`;
    case 'USER': return `@${names.get(target.user) ?? target.user}`;
    case 'EMAIL': { const { key, params } = describeTarget(target, names, ''); return say(key, params); }
  }
}
