import { expect, test } from 'vitest';
import type { SampleSignal } from '../../../src/domain/ports.ts';
import type { PreparedSource } from '../../../src/domain/sources/directory.ts';
import { explainPlacing } from '../../../src/domain/sources/explain-placing.ts';
import { placeSignal, type Placing } from '../../../src/domain/sources/place-signal.ts';
import { severityOfWord } from '../../../src/domain/sources/severity-words.ts';
import { aRule, aSignal, aSource, directory } from './a-directory.ts';

type Placed = Extract<Placing, { dropped: false }>;
const place = (signal: SampleSignal, source: PreparedSource = aSource()): Placed => placeSignal(signal, source, directory) as Placed;

test.each<[string, SampleSignal, Partial<Placed>]>([
  ['the label service', aSignal({ service: 'redis-prod' }), { serviceId: 's-redis', teamId: 't-db', isUnknown: false }],
  ['a name in another case', aSignal({ service: ' REDIS-Prod ' }), { serviceId: 's-redis', serviceName: 'redis-prod' }],
  ['an alias', aSignal({ service: 'Cache' }), { serviceId: 's-redis', serviceName: 'redis-prod' }],
  ['job when there is no service', aSignal({ job: 'web' }), { serviceId: 's-web' }],
  ['app after job', aSignal({ app: 'web', component: 'cache' }), { serviceId: 's-web' }],
  ['service before job', aSignal({ job: 'web', service: 'cache' }), { serviceId: 's-redis' }],
  ['a later label when the earlier names nothing known', aSignal({ service: 'nobody-knows', job: 'web' }), { serviceId: 's-web', isUnknown: false }],
  ['a service said outside the labels first', aSignal({ service: 'cache' }, { service: 'Web' }), { serviceId: 's-web' }],
  ['an unknown name', aSignal({ service: 'payments' }), { serviceId: 's-triage', serviceName: 'payments', isUnknown: true, teamId: 't-triage', groupKey: 'unknown:src|payments' }],
  ['an inactive service as unknown', aSignal({ service: 'old' }), { serviceId: 's-triage', serviceName: 'old', isUnknown: true }],
  ['no name at all by the alert name', aSignal(), { serviceId: 's-triage', serviceName: 'HighMemory', isUnknown: true, groupKey: 'unknown:src|highmemory' }],
  ['an unknown service to the team its label names', aSignal({ service: 'payments', owner: 'DATABASE' }), { teamId: 't-db', isUnknown: true }],
  ['an unknown service to the team its format names', aSignal({ owner: 'web' }, { team: 'database' }), { teamId: 't-db' }],
  ['a known service to its owner whatever the team label says', aSignal({ service: 'cache', team: 'web' }), { teamId: 't-db' }],
])('placed by %s', (_, signal, expected) => expect(place(signal)).toMatchObject(expected));

test('what nobody claims goes to the owning team of its source', () => {
  expect(place(aSignal({ service: 'payments', team: 'nobody' }), aSource({ ownerTeamId: 't-web' }))).toMatchObject({ teamId: 't-web', serviceId: 's-triage' });
});

test('the labels that name the service are the source’s choice', () => {
  expect(place(aSignal({ service: 'web', kube_app: 'cache' }), aSource({ serviceLabels: ['kube_app'] }))).toMatchObject({ serviceId: 's-redis' });
});

test.each<[string, string]>([
  ...['critical', 'fatal', 'p1', 'sev1', 'CRITICAL'].map((word): [string, string] => [word, 'SEV1_CRITICAL']),
  ...['error', 'high', 'p2', 'sev2'].map((word): [string, string] => [word, 'SEV2_HIGH']),
  ...['warning', 'medium', 'p3', 'sev3'].map((word): [string, string] => [word, 'SEV3_MEDIUM']),
  ...['info', 'low', 'p4', 'p5', 'sev4'].map((word): [string, string] => [word, 'SEV4_LOW']),
])('the word %s means %s', (word, severity) => expect(severityOfWord(word, new Map())).toBe(severity));

test.each([undefined, 'none', '', 'banana', '__proto__'])('the word %j means the source’s default', (severityWord) => {
  expect(place(aSignal({}, { severityWord }), aSource({ defaultSeverity: 'SEV2_HIGH' })).severity).toBe('SEV2_HIGH');
});

test('a source’s own words come before the product’s', () => {
  const source = aSource({ severityWords: new Map([['critical', 'SEV2_HIGH'], ['page', 'SEV1_CRITICAL']]) });
  expect(['Critical', 'page', 'p3'].map((severityWord) => place(aSignal({}, { severityWord }), source).severity)).toEqual(['SEV2_HIGH', 'SEV1_CRITICAL', 'SEV3_MEDIUM']);
});

test('the first rule that matches wins', () => {
  const source = aSource({ rules: [
    aRule('env=test', { id: 'a', overrideSeverity: 'SEV4_LOW' }),
    aRule('env=prod', { id: 'b', position: 2, title: '2', targetServiceId: 's-web', overrideSeverity: 'SEV1_CRITICAL' }),
    aRule('*', { id: 'c', position: 3, title: '3', isDrop: true }),
  ] });
  expect(place(aSignal({ env: 'prod', service: 'cache', severity: 'info' }, { severityWord: 'info' }), source)).toMatchObject({ rule: { id: 'b' }, serviceId: 's-web', severity: 'SEV1_CRITICAL', placedBy: 'Rule 2 sends it to Web. Rule 2 makes it SEV1.' });
  expect(placeSignal(aSignal({ env: 'other' }), source, directory)).toMatchObject({ dropped: true, rule: { id: 'c' }, placedBy: 'Rule 3 drops it.' });
});

test('a rule without a service leaves that to the labels', () => {
  expect(place(aSignal({ service: 'cache' }), aSource({ rules: [aRule('*', { overrideSeverity: 'SEV1_CRITICAL' })] }))).toMatchObject({ serviceId: 's-redis', severity: 'SEV1_CRITICAL' });
});

test('a rule that names an inactive service places nothing there', () => {
  expect(place(aSignal({ service: 'cache' }), aSource({ rules: [aRule('*', { targetServiceId: 's-old' })] }))).toMatchObject({ isUnknown: true, serviceName: 'old' });
});

test('rules may ask for the alert’s name whichever tool sent it', () => {
  expect(placeSignal(aSignal({}, { name: 'DiskFull' }), aSource({ rules: [aRule('alertname=~"Disk.*"', { isDrop: true })] }), directory).dropped).toBe(true);
});

test.each<[string, Partial<PreparedSource>, SampleSignal, string]>([
  ['service', { grouping: { by: 'service' } }, aSignal({ service: 'cache' }), 'service:s-redis'],
  ['service+alertname', { grouping: { by: 'labels', labels: ['alertname'] } }, aSignal({ service: 'cache' }), 'service:s-redis|alertname=HighMemory'],
  ['labels', { grouping: { by: 'labels', labels: ['zone', 'cluster'] } }, aSignal({ service: 'cache', zone: 'a' }), 'service:s-redis|zone=a|cluster='],
  ['labels whose values contain separators', { grouping: { by: 'labels', labels: ['a', 'b'] } }, aSignal({ service: 'cache', a: 'x|b=y', b: '' }), 'service:s-redis|a=x\\|b\\=y|b='],
  ['alert', { grouping: { by: 'alert' } }, aSignal({ service: 'cache' }), 'service:s-redis|source=src|fingerprint=f1'],
  ['the rule’s, before the source’s', { rules: [aRule('*', { grouping: { by: 'alert' } })] }, aSignal({ service: 'cache' }), 'service:s-redis|source=src|fingerprint=f1'],
])('grouped by %s', (_, source, signal, groupKey) => expect(place(signal, aSource(source)).groupKey).toBe(groupKey));

test('two sources share an incident of one service', () => {
  const signal = aSignal({ service: 'cache' });
  expect(place(signal, aSource({ id: 'one' })).groupKey).toBe(place(signal, aSource({ id: 'two' })).groupKey);
});

test('two sources do not share an unknown name', () => {
  const signal = aSignal({ service: 'payments' });
  expect(place(signal, aSource({ id: 'one' })).groupKey).not.toBe(place(signal, aSource({ id: 'two' })).groupKey);
});

test('long group keys are cut to 255 characters and stay different', () => {
  const long = (end: string) => place(aSignal({ service: `x${'y'.repeat(4000)}${end}` })).groupKey;
  expect(long('1')).toHaveLength(255);
  expect(long('1')).not.toBe(long('2'));
  expect(long('1')).toMatch(/^unknown:src\|xyyy/);
});

test('an explanation lists the rules tried, and at what each failed', () => {
  const source = aSource({ rules: [aRule('env=prod', { id: 'a', isDrop: true }), aRule('env=~"t.*"', { id: 'b', overrideSeverity: 'SEV1_CRITICAL' }), aRule('*', { id: 'c', isDrop: true })] });
  const { tried, placing } = explainPlacing(aSignal({ env: 'test' }), source, directory);
  expect(tried).toMatchObject([{ rule: { id: 'a' }, hit: false, failed: { label: 'env', op: '=', value: 'prod' }, actual: 'test' }, { rule: { id: 'b' }, hit: true }]);
  expect(placing).toMatchObject({ dropped: false, severity: 'SEV1_CRITICAL', rule: { id: 'b' } });
});
