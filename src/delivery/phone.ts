import { Refusal } from './refusal.ts';

/** A number as all the world dials it (ITU-T E.164): plus, country code, at most 15 digits. */
const international = /^\+[1-9]\d{6,14}$/;

/** @throws Refusal for good when it is no number with its country code */
export function demandPhone(number: string): void {
  if (!international.test(number)) throw new Refusal('sms.phone_invalid', {}, { retry: false, badAddress: true });
}
