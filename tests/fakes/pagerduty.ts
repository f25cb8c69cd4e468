import { fakeHttp, type Behaviour, type FakeHttp } from './http.ts';

export interface PagerDutyAlert { key: string; status: 'triggered' | 'acknowledged' | 'resolved'; summary: string; severity: string; payload: Record<string, unknown>; links: unknown[]; events: string[] }
export interface FakePagerDuty extends AsyncDisposable { url: string; http: FakeHttp; /** By dedup_key; a key that was resolved and triggered again is a new alert. */ alerts: readonly PagerDutyAlert[] }

const severities = ['critical', 'error', 'warning', 'info'];
const wrong = (...errors: string[]): Behaviour => ({ status: 400, body: JSON.stringify({ status: 'invalid event', message: 'Event object is invalid', errors }) });

/** PagerDuty's Events API v2 (openapi of PagerDuty/api-schema): checks key and shape; acknowledging or resolving what it does not know is taken and forgotten. */
export async function fakePagerDuty(key: string): Promise<FakePagerDuty> {
  const http = await fakeHttp();
  const alerts: PagerDutyAlert[] = [];
  http.answer(({ method, path, headers, body }) => {
    if (method !== 'POST' || path !== '/v2/enqueue') return { status: 404, body: '<html>Not Found</html>' };
    if (!headers['content-type']?.startsWith('application/json')) return wrong('JSON expected');
    if (Buffer.byteLength(body) > 512 * 1024) return { status: 413 };
    const event = JSON.parse(body) as { routing_key?: string; event_action?: string; dedup_key?: string; payload?: Record<string, unknown>; links?: { href?: string }[]; client_url?: string };
    if (typeof event.routing_key !== 'string') return wrong("'routing_key' is missing or blank");
    // Repeats what it was given, as real services do.
    if (event.routing_key !== key) return wrong(`Invalid routing key: ${event.routing_key}`);
    const { event_action: action, dedup_key: dedup = '', payload } = event;
    if (dedup.length > 255) return wrong("Length of 'dedup_key' must be between 0 and 255");
    const open = alerts.find((one) => one.key === dedup && one.status !== 'resolved');
    if (action === 'trigger') {
      const problem = payloadProblem(payload) ?? (event.links?.some((link) => !URL.canParse(link.href ?? '')) ? "'links' is invalid" : undefined);
      if (problem !== undefined) return wrong(problem);
      if (open) open.events.push('trigger');
      else alerts.push({ key: dedup, status: 'triggered', summary: String(payload!['summary']), severity: String(payload!['severity']), payload: payload!, links: event.links ?? [], events: ['trigger'] });
    } else if (action === 'acknowledge' || action === 'resolve') {
      if (dedup === '') return wrong("'dedup_key' is missing or blank");
      if (open) {
        open.status = action === 'resolve' ? 'resolved' : 'acknowledged';
        open.events.push(action);
      }
    } else return wrong("'event_action' must be one of 'trigger', 'acknowledge' or 'resolve'");
    return { status: 202, body: JSON.stringify({ status: 'success', message: 'Event processed', dedup_key: dedup }) };
  });
  return { url: `${http.url}/v2/enqueue`, http, alerts, [Symbol.asyncDispose]: () => http[Symbol.asyncDispose]() };
}

function payloadProblem(payload: Record<string, unknown> | undefined): string | undefined {
  if (payload === undefined) return "'payload' is missing or blank";
  const { summary, source, severity, timestamp } = payload;
  if (typeof summary !== 'string' || summary === '') return "'payload.summary' is missing or blank";
  if (summary.length > 1024) return "Length of 'payload.summary' must be at most 1024";
  if (typeof source !== 'string' || source === '') return "'payload.source' is missing or blank";
  if (!severities.includes(String(severity))) return "'payload.severity' is invalid (must be one of 'critical', 'warning', 'error' or 'info')";
  return timestamp !== undefined && Number.isNaN(Date.parse(timestamp as string)) ? "'payload.timestamp' is invalid" : undefined;
}
