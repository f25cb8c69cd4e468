import { expect, test } from 'vitest';
import { versionWords, whyWords } from '../../src/chat/why-words.ts';
import { sayIn } from '../../src/texts/say.ts';

const say = sayIn('en');
const step = { team: 'SRE', policy: 'Night', version: 3, step: 2, target: 'ON_CALL 2', reason: 'opened' };

test.each([
  [{ ...step, by: 'rotation', layer: 'Backup', rule: 'own', after: 60 }, 'alice by SMS: step 2, on call (level 2), SRE · by the rotation “Backup” · by their own rule of contacts, 60 s after the step'],
  [{ ...step, by: 'pin', rule: 'default', after: 0 }, 'alice by SMS: step 2, on call (level 2), SRE · pinned by hand · by the usual rule of contacts'],
  [{ ...step, by: 'override', rule: 'step' }, 'alice by SMS: step 2, on call (level 2), SRE · by an override · by what the step says'],
  [{ ...step, by: 'shift', rule: 'reach', after: 60 }, 'alice by SMS: step 2, on call (level 2), SRE · by the schedule · since chat alone wakes nobody, 60 s after the step'],
  [{ ...step, target: 'ADMINS', rule: 'default', after: 300, repeat: true }, 'alice by SMS: step 2, an administrator, as nobody answered, SRE · once more, as nobody answered'],
  [{ ...step, by: 'constructor', rule: 'toString' }, 'alice by SMS: step 2, on call (level 2), SRE'],
])('%j is told in words', (why, words) => {
  expect(whyWords({ name: 'alice', means: 'SMS', why }, say)).toBe(words);
});

const run = { number: 1, reason: 'opened', began_at: new Date(), policy_name: 'Night' };
test.each([[null, null, ''], [2, 2, 'version 2'], [2, 3, 'version 2, kept from its beginning; the policy is at version 3 now'], [2, null, 'version 2, kept from its beginning; the policy is deleted by now']])('a run on version %s of a policy at %s says “%s”', (version, now, words) => {
  expect(versionWords({ ...run, version, version_now: now }, say)).toBe(words);
});
