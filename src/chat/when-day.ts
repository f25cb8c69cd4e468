const near: readonly (readonly [RegExp, number])[] = [
  [/^(?:today|aujourd'hui)$/, 0], [/^(?:tomorrow|demain)$/, 1], [/^(?:yesterday|hier)$/, -1],
];
const weekdays: readonly RegExp[] = [/^(?:mon(?:day)?|lun(?:di)?)$/, /^(?:tue(?:s|sday)?|mar(?:di)?)$/, /^(?:wed(?:nesday)?|mer(?:credi)?)$/, /^(?:thu(?:rs|rsday)?|jeu(?:di)?)$/, /^(?:fri(?:day)?|ven(?:dredi)?)$/, /^(?:sat(?:urday)?|sam(?:edi)?)$/, /^(?:sun(?:day)?|dim(?:anche)?)$/];
const months: readonly RegExp[] = [
  /^(?:jan(?:uary|vier)?|janv)$/, /^(?:feb(?:ruary)?|f[ée]v(?:r|rier)?)$/, /^(?:mar(?:ch|s)?)$/, /^(?:apr(?:il)?|avr(?:il)?)$/, /^(?:may|mai)$/, /^(?:june?|juin)$/,
  /^(?:july?|juil(?:l|let)?)$/, /^(?:aug(?:ust)?|ao[uû]t)$/, /^(?:sept?(?:ember|embre)?)$/, /^(?:oct(?:ober|obre)?)$/, /^(?:nov(?:ember|embre)?)$/, /^(?:d[ée]c(?:ember|embre)?)$/,
];

/** A day, and how far away the next one of that name is; undefined: there is only this one. */
export interface Day { date: Temporal.PlainDate; again?: { days: number } | { years: number } }

/** 1 = Monday; undefined for anything else. */
export const readWeekday = (word: string): number | undefined => weekdays.findIndex((name) => name.test(word)) + 1 || undefined;

/**
 * A day in lower-case words: `2026-11-23`, `tomorrow`, `lundi`, `25 dec`, `25 décembre 2026`, `dec 25`. A weekday is that
 * of the coming seven days, today's the first; a day without its year is this year's.
 */
export function readDay(words: string, today: Temporal.PlainDate): Day | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(words) ?? [];
  if (year !== undefined) return dated(Number(year), Number(month), Number(day));
  const relative = near.find(([name]) => name.test(words));
  if (relative) return { date: today.add({ days: relative[1] }) };
  const weekday = readWeekday(words);
  if (weekday !== undefined) return { date: today.add({ days: (weekday - today.dayOfWeek + 7) % 7 }), again: { days: 7 } };
  return readDate(words, today);
}

function readDate(words: string, today: Temporal.PlainDate): Day | undefined {
  const parts = words.replace(',', '').split(' ');
  const [day, name] = /^\d/.test(parts[0] ?? '') ? parts : [parts[1], parts[0]];
  const month = months.findIndex((each) => each.test(name ?? '')) + 1;
  const year = parts[2];
  if (month === 0 || !/^\d{1,2}(?:st|nd|rd|th|er)?$/.test(day ?? '') || (year !== undefined && !/^\d{4}$/.test(year))) return undefined;
  const found = dated(Number(year ?? today.year), month, Number.parseInt(day!, 10));
  return found === undefined || year !== undefined ? found : { ...found, again: { years: 1 } };
}

function dated(year: number, month: number, day: number): Day | undefined {
  try { return { date: Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }) }; } catch { return undefined; }
}
