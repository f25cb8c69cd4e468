import { z } from 'zod';
import { accepted, problem } from '../answers.ts';
import { doorOf } from '../door.ts';
import { anything, isMembers, membersOf, word } from '../fields.ts';
import { readEventAlert, readIssue, readMetricAlert } from '../sentry-resources.ts';
import { isSigned } from '../signature.ts';
import type { Reading, Signal, Source } from '../source.ts';

/** Sentry's integration platform webhooks (sentry-docs, webhooks). It hangs up after one second. */
export const sentry: Source = {
  read({ headers, body, receivedAt }): Reading {
    const members = membersOf(body);
    const { action, data } = Hook.parse(members);
    const signal = readResource(headers['sentry-hook-resource'] ?? resourceOf(data), action, data, receivedAt);
    return { signals: signal === undefined ? [] : [signal], rejected: [] };
  },
  authenticate({ headers, bytes }, { secret }) {
    return secret === undefined || isSigned(headers['sentry-hook-signature'], secret, bytes);
  },
  answer: accepted,
  refuse: problem,
  snippet: ({ url, token, name }) => `# Settings → Developer Settings → Create New Integration → Internal Integration
Name: ${name}
Webhook URL: ${doorOf(url, 'sentry')}${token}/
Alert Rule Action: on
Webhooks: issue
`,
};

const Hook = z.object({ action: word, data: anything.transform((data) => (isMembers(data) ? data : {})) });

function readResource(resource: string, action: string | undefined, data: Readonly<Record<string, unknown>>, receivedAt: Date): Signal | undefined {
  switch (resource) {
    case 'event_alert':
      return readEventAlert(data, receivedAt);
    case 'metric_alert':
      return readMetricAlert(action, data, receivedAt);
    case 'issue':
      return readIssue(action, data, receivedAt);
    default:
      return undefined;
  }
}

function resourceOf(data: Readonly<Record<string, unknown>>): string {
  if (isMembers(data['metric_alert'])) return 'metric_alert';
  if (isMembers(data['event'])) return 'event_alert';
  return isMembers(data['issue']) ? 'issue' : '';
}
