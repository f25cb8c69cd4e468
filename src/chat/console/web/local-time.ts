/**
 * What an input of type datetime-local shows: an instant in the reader's zone. A value without a
 * zone was typed by the reader and stays as it is.
 * @example localTime('2026-11-22T02:05:00Z', 'Europe/Paris') // '2026-11-22T03:05'
 */
export function localTime(value: string, timeZone: string | undefined): string {
  if (!/(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return value;
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return '';
  // Swedish writes dates the ISO way.
  const written = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', ...(timeZone && { timeZone }) }).format(instant);
  return written.replace(' ', 'T');
}
