/** A time that a tool told, or why it does not count. */
export interface ReadTime {
  /** Undefined when nothing usable was said: the receipt time counts then. Never after the receipt. */
  at: Date | undefined;
  note: string | undefined;
}

/** Clocks of monitoring hosts run a little ahead; less than this is not worth a note. */
const SKEW_MS = 5 * 60_000;
const YEAR_2000_MS = 946_684_800_000;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)? ?(?:([Zz]|UTC|GMT)|([+-])(\d\d):?(\d\d)?)?(?: [A-Z]{3,4})?$/;
const NOTHING: ReadTime = { at: undefined, note: undefined };

/**
 * ISO 8601 with or without zone (none is UTC), epoch seconds to nanoseconds as number or digits; Go's zero time
 * (`0001-01-01T00:00:00Z`), zero and empty mean "not said". Fractions are cut, not rounded, to milliseconds, so
 * that the same text is always the same episode. Before the year 2000 is nonsense; the future is the receipt.
 */
export function readTime(value: unknown, receivedAt: Date): ReadTime {
  if (value === undefined || value === null || value === '' || value === 0 || value === '0') return NOTHING;
  if (typeof value === 'number') return judge(epochMs(value), receivedAt, undefined);
  if (typeof value !== 'string') return nonsense();
  if (value.startsWith('0001-01-01T00:00:00')) return NOTHING;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return judge(epochMs(Number(text)), receivedAt, undefined);
  const parts = ISO.exec(text);
  if (!parts) return nonsense();
  const zoned = parts[8] !== undefined || parts[9] !== undefined;
  return judge(isoMs(parts), receivedAt, zoned ? undefined : 'time without zone read as UTC');
}

function judge(ms: number, receivedAt: Date, note: string | undefined): ReadTime {
  if (!(ms >= YEAR_2000_MS)) return nonsense();
  const ahead = ms - receivedAt.getTime();
  if (ahead <= 0) return { at: new Date(ms), note };
  return { at: receivedAt, note: ahead > SKEW_MS ? 'time in the future, time of receipt used' : note };
}

const nonsense = (): ReadTime => ({ at: undefined, note: 'time not understood, time of receipt used' });

/** Seconds are below 10¹¹ until the year 5138; each finer unit is a thousand times larger. */
function epochMs(value: number): number {
  if (value < 1e11) return Math.trunc(value * 1000);
  if (value < 1e14) return Math.trunc(value);
  return Math.trunc(value / (value < 1e17 ? 1e3 : 1e6));
}

function isoMs(parts: RegExpExecArray): number {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', , sign, zoneHour = '0', zoneMinute = '0'] = parts;
  if (+hour > 23 || +minute > 59 || +second > 60 || +zoneHour > 23 || +zoneMinute > 59) return NaN;
  const midnight = Date.UTC(+year!, +month! - 1, +day!);
  // A thirtieth of February rolls over into March instead of failing.
  if (new Date(midnight).getUTCDate() !== +day! || +month! < 1 || +month! > 12) return NaN;
  const offset = (+zoneHour * 60 + +zoneMinute) * (sign === '-' ? -1 : 1);
  return midnight + ((+hour * 60 + +minute - offset) * 60 + +second) * 1000 + +fraction.slice(0, 3).padEnd(3, '0');
}
