import { fakeHttp, type Behaviour, type FakeHttp } from './http.ts';

export interface OpsgenieAlert { alias: string; message: string; description: string; priority: string; status: 'open' | 'closed'; acknowledged: boolean; count: number; by: string[]; details: Record<string, string>; tags: string[] }
export interface FakeOpsgenie extends AsyncDisposable { url: string; http: FakeHttp; /** A closed alias that is created again is a new alert. */ alerts: readonly OpsgenieAlert[] }

const limits = { message: 130, alias: 512, description: 15_000, entity: 512, source: 100, user: 100, note: 25_000 };
const say = (status: number, message: string): Behaviour => ({ status, body: JSON.stringify({ message, took: 0.001, requestId: 'r' }) });
const taken = (): Behaviour => ({ status: 202, body: JSON.stringify({ result: 'Request will be processed', took: 0.002, requestId: crypto.randomUUID() }) });

/** Opsgenie's Alert API: checks key, shape and sizes; a request about an alias it does not know is taken, and comes to nothing. */
export async function fakeOpsgenie(key: string): Promise<FakeOpsgenie> {
  const http = await fakeHttp();
  const alerts: OpsgenieAlert[] = [];
  http.answer(({ method, path, headers, body }) => {
    const { pathname, searchParams } = new URL(path, 'http://x');
    if (headers.authorization === undefined || !headers.authorization.startsWith('GenieKey ')) return say(401, 'Could not authenticate');
    // Repeats what it was given, as real services do.
    if (headers.authorization !== `GenieKey ${key}`) return say(403, `API Key ${headers.authorization.slice(9)} is not valid`);
    if (method !== 'POST' || !headers['content-type']?.startsWith('application/json')) return say(415, 'Content type must be application/json');
    const given = JSON.parse(body) as Record<string, unknown> & { user?: string };
    for (const [name, max] of Object.entries(limits)) if (typeof given[name] === 'string' && given[name].length > max) return say(422, `${name} should not be longer than ${max} characters`);
    if (pathname === '/v2/alerts') return create(given, alerts);
    const [, alias = '', verb = ''] = /^\/v2\/alerts\/([^/]+)\/(acknowledge|unacknowledge|close)$/.exec(pathname) ?? [];
    if (verb === '') return say(404, 'No such path');
    if (searchParams.get('identifierType') !== 'alias') return taken();
    const open = alerts.find((one) => one.alias === decodeURIComponent(alias) && one.status === 'open');
    if (open) {
      if (verb === 'close') open.status = 'closed';
      else open.acknowledged = verb === 'acknowledge';
      open.by.push(`${verb} ${given.user ?? ''}`.trim());
    }
    return taken();
  });
  return { url: http.url, http, alerts, [Symbol.asyncDispose]: () => http[Symbol.asyncDispose]() };
}

function create(given: Record<string, unknown>, alerts: OpsgenieAlert[]): Behaviour {
  const { message, alias = '', description = '', priority = 'P3', tags = [], details = {} } = given as { message?: string; alias?: string; description?: string; priority?: string; tags?: string[]; details?: Record<string, string> };
  if (typeof message !== 'string' || message === '') return say(422, 'Message can not be empty.');
  if (!/^P[1-5]$/.test(priority)) return say(422, 'Priority should be one of P1, P2, P3, P4, P5');
  if (tags.length > 20 || tags.some((tag) => tag.length > 50)) return say(422, 'Tags are too many or too long');
  if (Object.values(details).some((value) => typeof value !== 'string') || JSON.stringify(details).length > 8000) return say(422, 'Details are not valid');
  const open = alerts.find((one) => one.alias === alias && one.status === 'open');
  if (open) open.count++;
  else alerts.push({ alias, message, description, priority, status: 'open', acknowledged: false, count: 1, by: [], details, tags });
  return taken();
}
