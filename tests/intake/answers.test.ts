import { expect, test } from 'vitest';
import { BadPost } from '../../src/intake/source.ts';
import { sources } from '../../src/intake/sources.ts';

const outcome = { accepted: 1, rejected: [], requestId: 'r1', dedupKeys: ['k1'] };

test('PagerDuty’s success answer is the one of Events v2', () => {
  expect(sources.pagerduty.answer(outcome)).toEqual({ status: 202, body: { status: 'success', message: 'Event processed', dedup_key: 'k1' } });
});

test('PagerDuty’s answer to a change names no key', () => {
  expect(sources.pagerduty.answer({ ...outcome, accepted: 0, dedupKeys: [] }).body).toEqual({ status: 'success', message: 'Event processed' });
});

test('PagerDuty’s refusal is the one of Events v2', () => {
  expect(sources.pagerduty.refuse(new BadPost('payload.summary', 'is missing')).body).toEqual({
    status: 'invalid event',
    message: 'Event object is invalid',
    errors: ["'payload.summary' is missing"],
  });
});

test('Opsgenie’s success answer carries the identity by which the alert can be closed', () => {
  expect(sources.opsgenie.answer(outcome).body).toEqual({ result: 'Request will be processed', took: expect.any(Number), requestId: 'k1' });
});

test('Opsgenie’s answer to what is no alert carries the request’s own id', () => {
  expect(sources.opsgenie.answer({ ...outcome, dedupKeys: [] }).body).toMatchObject({ requestId: 'r1' });
});

test('the others are told what was taken and what was not', () => {
  const rejected = [{ index: 1, field: 'status', reason: 'must be firing or resolved' }];
  expect(sources.alertmanager.answer({ ...outcome, rejected }).body).toEqual({ accepted: 1, rejected, request_id: 'r1' });
});

test('a refusal is problem details that name the field', () => {
  expect(sources.custom.refuse(new BadPost('alerts', 'must be a list')).body).toMatchObject({ status: 400, detail: 'alerts must be a list', field: 'alerts' });
});
