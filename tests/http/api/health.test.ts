import { expect, test } from 'vitest';
import { anApi, well } from './an-api.ts';

test('the body of a healthy service is exactly the promised one', async () => {
  await using api = await anApi();
  for (const path of ['/api/health/', '/api/health']) {
    const got = await api.ask('GET', path, { as: '' });
    expect([got.status, got.text]).toEqual([200, '{"status":"healthy","service":"imas-manager","version":"1.0.0"}']);
  }
});

test.for([['unhealthy', async () => ({ ...well, status: 'unhealthy' as const })], ['a check that fails', async () => { throw new Error('gone'); }], ['a check that hangs', () => new Promise<never>(() => {})]] as const)('%s: 503, ready no more, still alive', async ([, report]) => {
  await using api = await anApi();
  api.health.report = report;
  const [health, ready, live] = await Promise.all(['/api/health/', '/api/health/ready/', '/api/health/live/'].map((path) => api.ask('GET', path, { as: '' })));
  expect([health!.status, health!.text]).toEqual([503, '{"status":"unhealthy","service":"imas-manager","version":"1.0.0"}']);
  expect([ready!.status, live!.status]).toEqual([503, 200]);
});

test('details need a token, and providers the permission to see them', async () => {
  await using api = await anApi();
  await api.join('vic', ['Viewers']);
  expect((await api.ask('GET', '/api/health/detailed/', { as: '' })).status).toBe(401);
  expect((await api.ask('GET', '/api/health/detailed/')).body).toMatchObject({ status: 'healthy', queue: { depth: 3, oldest_seconds: 1 }, timers: { waiting: 2 }, dead_letters: 0, platforms: [{ name: 'console' }], providers: [{ name: 'Mail' }] });
  expect((await api.ask('GET', '/api/health/detailed/', { as: 'vic' })).body).not.toHaveProperty('providers');
});

test('Prometheus finds every promised figure, and routes by their pattern', async () => {
  await using api = await anApi();
  await api.ask('GET', 'incidents/INC-77/');
  const { text, headers } = await api.ask('GET', '/metrics', { as: '' });
  expect(headers.get('content-type')).toMatch(/^text\/plain/);
  for (const name of ['http_request_duration_seconds_bucket', 'imas_queue_depth 3', 'imas_queue_oldest_seconds 1', 'imas_timer_lateness_seconds 0', 'imas_escalation_lateness_seconds_count', 'imas_database_connections{kind="used"}', 'imas_database_connections{kind="limit"}', 'process_resident_memory_bytes', '# TYPE imas_notifications_total counter', '# TYPE imas_http_errors_total counter']) expect(text).toContain(name);
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/api/v1/incidents/:ref",status="404"} 1');
  expect(text).not.toContain('INC-77');
});

test('many who scrape at once ask the database once', async () => {
  await using api = await anApi();
  let asked = 0;
  api.health.report = async () => { asked++; return well; };
  await Promise.all(Array.from({ length: 10 }, () => api.ask('GET', '/metrics', { as: '' })));
  await api.ask('GET', '/metrics', { as: '' });
  expect(asked).toBe(1);
});
