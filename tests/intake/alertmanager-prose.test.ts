import { expect, test } from 'vitest';
import { commonIn } from '../../src/intake/alertmanager-prose.ts';

const text = `Labels:
 - alertname = Down
 - pod = a
Annotations:
 - summary = a is down
 - runbook_url = https://wiki.example.com/?a = b
Source: http://prometheus.example.com
Labels:
 - alertname = Down
 - pod = b
Annotations:
 - summary = b is down
 - runbook_url = https://wiki.example.com/?a = b
`;

test('what all alerts of Alertmanager’s text have in common is read back', () => {
  expect(commonIn(text)).toEqual({ labels: { alertname: 'Down' }, annotations: { runbook_url: 'https://wiki.example.com/?a = b' } });
});

test('newer versions’ list of alerts is read alike', () => {
  const alerts = [
    { labels: { alertname: 'Down', pod: 'a' }, annotations: { summary: 'x' } },
    { labels: { alertname: 'Down', pod: 'b' }, annotations: { summary: 'x' } },
  ];
  expect(commonIn(alerts)).toEqual({ labels: { alertname: 'Down' }, annotations: { summary: 'x' } });
});

test.each(['', ' - a = b', 'Annotations:\n - a = b', 'free text', undefined, null, 7, [], [1], {}])('%j has nothing in common', (firing) => {
  expect(commonIn(firing)).toEqual({ labels: {}, annotations: {} });
});
