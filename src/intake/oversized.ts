import type { Post } from '../domain/alerts/post.ts';

/** A body that was too large to read is an alert itself: a SEV2 for the team of its source, since what it said is lost. */
export function oversized(post: Pick<Post, 'sourceId' | 'receivedAt' | 'path'>, largest: number): Post {
  return {
    ...post,
    raw: new Uint8Array(),
    rejected: [{ index: -1, field: 'body', reason: `larger than ${largest} bytes` }],
    signals: [{
      kind: 'fire', fingerprint: 'imas:oversized-body', name: 'Alerts were refused: the body was too large',
      description: `A post of this source was larger than ${largest / 1024 / 1024} MiB and was refused whole. Its alerts are not known here: look into the monitoring tool.`,
      severityWord: 'sev2', service: undefined, team: undefined, labels: new Map([['alertname', 'IMASOversizedBody']]), url: undefined, runbookUrl: undefined, dashboardUrl: undefined,
      startedAt: undefined, groupRef: undefined, notes: [],
    }],
  };
}
