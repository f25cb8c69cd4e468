import { now } from './clock.ts';
import { me } from './state.ts';
import { language } from './words.ts';

type Style = 'time' | 'datetime' | 'relative';
const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const;

/** An instant in the reader's zone; hovering tells it whole. What is no instant is shown as it came. */
export function Time({ at, style = 'time' }: { at: string; style?: Style }) {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return <span>{at}</span>;
  const whole = formatter({ dateStyle: 'full', timeStyle: 'long' }).format(instant);
  return <time dateTime={instant.toISOString()} title={whole}>{words(instant, style)}</time>;
}

function words(instant: Date, style: Style): string {
  if (style === 'relative') return ago(instant);
  const today = day(instant) === day(new Date(now.value));
  if (style === 'time' || today) return formatter({ hour: '2-digit', minute: '2-digit' }).format(instant);
  const far = Math.abs(instant.getTime() - now.value) > 500 * 86_400_000;
  return formatter({ day: 'numeric', month: 'short', ...(far && { year: 'numeric' }), hour: '2-digit', minute: '2-digit' }).format(instant);
}

const day = (instant: Date): string => formatter({ dateStyle: 'short' }).format(instant);

/** The day as a heading between messages. */
export const dayWords = (at: string): string => formatter({ weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // British English writes days and hours the way the cards do: 22 Nov, 03:05.
  const locale = language.value === 'en' ? 'en-GB' : language.value;
  return new Intl.DateTimeFormat(locale, { ...options, ...(me.value && { timeZone: me.value.timeZone }) });
}

function ago(instant: Date): string {
  // The clock here ticks every few seconds and is not the server's: what was just now is not in the future.
  const away = Math.round((instant.getTime() - now.value) / 1000);
  const seconds = away > 0 && away <= 10 ? 0 : away;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[3];
  return new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** A length of time in the two largest units: "2 h 5 min". */
export function duration(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), Math.round(seconds % 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}
