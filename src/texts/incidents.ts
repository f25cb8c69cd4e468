/** What cards and timelines say of an incident. */
const en = {
  acknowledged: 'Acknowledged by {name}',
};
const fr: Record<keyof typeof en, string> = {
  acknowledged: 'Pris en charge par {name}',
};
export const incidents = { en, fr };
