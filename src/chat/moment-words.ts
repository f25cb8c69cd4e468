import type { Language } from '../texts/say.ts';

interface Reader { language: Language; timeZone: string }

/**
 * An instant in full on the reader's clock, to check what was meant: weekday and date, the year where it is not this one, and
 * the distance to UTC where the clock shows that time twice.
 * @example sayMoment(at, { language: 'en', timeZone: 'Europe/Paris' }, now) // 'Mon 7 Dec, 09:00'
 */
export function sayMoment(at: Date, { language, timeZone }: Reader, now: Date): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const words = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit',
    ...(local.year === Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).year ? {} : { year: 'numeric' as const }),
  }).format(at);
  return otherReading(at, timeZone) === undefined ? words : `${words} (UTC${local.offset})`;
}

/**
 * Where a clock shows the time of an instant twice, because it is put back: the other instant, as ISO with its distance to
 * UTC, which is how it is typed. Undefined on all other nights.
 */
export function otherReading(at: Date, timeZone: string): string | undefined {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const both = (['earlier', 'later'] as const).map((disambiguation) => local.toPlainDateTime().toZonedDateTime(timeZone, { disambiguation }));
  const other = both.find((one) => one.epochMilliseconds !== local.epochMilliseconds);
  return other === undefined || !other.toPlainDateTime().equals(local.toPlainDateTime()) ? undefined : `${other.toPlainDateTime().toString({ smallestUnit: 'minute' })}${other.offset}`;
}
