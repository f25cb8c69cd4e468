import { describe, expect, test } from 'vitest';
import type { Form } from '../../../src/chat/card.ts';
import { Refuse } from '../../fakes/console-server.ts';
import { needsChromium, openConsole } from './open.ts';

const choices = (...values: string[]) => values.map((value) => ({ value, label: value }));
const form: Form = {
  title: 'Declare an incident', command: 'incident/declare', args: { from: 'chat' }, submit: 'Declare',
  fields: [
    { name: 'title', label: 'What is broken?', kind: 'text', required: true },
    { name: 'service', label: 'Service', kind: 'service', required: true },
    { name: 'severity', label: 'Severity', kind: 'choice', required: true, value: 'SEV2', choices: choices('SEV1', 'SEV2') },
    { name: 'region', label: 'Region', kind: 'choice', required: false, choices: choices('a', 'b', 'c', 'd', 'e') },
    { name: 'scopes', label: 'Scopes', kind: 'choices', required: false, choices: choices('legal', 'press') },
    { name: 'since', label: 'Since', kind: 'datetime', required: false, value: '2026-11-22T02:05:00Z' },
    { name: 'quiet', label: 'Quietly', kind: 'boolean', required: false },
    { name: 'key', label: 'Key', kind: 'secret', required: false },
  ],
};

async function openForm() {
  const it = await openConsole({}, (server) => {
    server.answers['say'] = () => ({ kind: 'answer', answer: { kind: 'form', form } });
    server.answers['complete-field'] = ({ query }) => [{ value: 's-1', label: `redis-prod (${query['field'] ?? ''})` }];
  });
  await it.visit('#/place/c-sre');
  await it.page.getByLabel('Message in sre').fill('/incident declare');
  await it.page.getByLabel('Message in sre').press('Enter');
  const dialog = it.page.getByRole('dialog', { name: 'Declare an incident' });
  await dialog.waitFor();
  return { ...it, dialog, submit: () => dialog.getByRole('button', { name: 'Declare' }).click() };
}

describe('a form', () => {
  needsChromium();

  test('sends every kind of field with the settled arguments', async () => {
    await using it = await openForm();
    await it.dialog.getByLabel('What is broken?').fill('Redis is down');
    const service = it.dialog.getByLabel('Service');
    await service.fill('red');
    await it.page.getByRole('option', { name: 'redis-prod' }).waitFor();
    await service.press('ArrowDown');
    await service.press('Enter');
    expect(await service.inputValue()).toBe('redis-prod (service)');
    await it.dialog.getByLabel('SEV1').check();
    await it.dialog.getByLabel('Region').selectOption('c');
    await it.dialog.getByLabel('legal').check();
    await it.dialog.getByLabel('press').check();
    await it.dialog.getByLabel('Quietly').check();
    await it.dialog.getByLabel('Key').fill('s3cret');
    await it.submit();
    expect((await it.server.posted.next((asked) => asked.path === 'submit')).body).toEqual({
      place: 'c-sre', command: 'incident/declare', args: { from: 'chat' },
      values: { title: 'Redis is down', service: 's-1', severity: 'SEV1', region: 'c', scopes: 'legal,press', since: '2026-11-22T02:05:00Z', quiet: 'true', key: 's3cret' },
    });
    await it.dialog.waitFor({ state: 'detached' });
  });

  test('shows an instant in the zone of the reader', async () => {
    await using it = await openForm();
    expect(await it.dialog.getByLabel('Since').inputValue()).toBe('2026-11-22T03:05');
  });

  test('asks for what is required before it sends anything', async () => {
    await using it = await openForm();
    await it.submit();
    const title = it.dialog.getByLabel('What is broken?');
    await expect.poll(() => title.getAttribute('aria-invalid')).toBe('true');
    expect(await it.page.locator('#field-title-error').textContent()).toContain('This cannot be empty.');
    expect(await title.evaluate((input) => input.matches(':focus'))).toBe(true);
    expect(it.server.posted.all.filter((asked) => asked.path === 'submit')).toEqual([]);
  });

  test.for([
    ['a corrected form', () => ({ kind: 'answer', answer: { kind: 'form', form: { ...form, fields: form.fields.map((field) => (field.name === 'service' ? { ...field, error: 'No such service.' } : field)) } } })],
    ['a problem with fields', () => new Refuse(400, 'That did not work.', { fields: { service: 'No such service.' } })],
  ] as const)('keeps the values and goes to the first error of %s', async ([, answer]) => {
    await using it = await openForm();
    it.server.answers['submit'] = answer;
    await it.dialog.getByLabel('What is broken?').fill('Redis is down');
    await it.dialog.getByLabel('Service').fill('nowhere');
    await it.dialog.getByLabel('Key').fill('s3cret');
    await it.submit();
    await expect.poll(() => it.page.locator('#field-service-error').textContent()).toContain('No such service.');
    await expect.poll(() => it.dialog.getByLabel('Service').evaluate((input) => input.matches(':focus'))).toBe(true);
    const values = await Promise.all(['What is broken?', 'Service', 'Key'].map((label) => it.dialog.getByLabel(label).inputValue()));
    expect(values).toEqual(['Redis is down', 'nowhere', 's3cret']);
  });

  test('closes its suggestions on the first Escape, itself on the second', async () => {
    await using it = await openForm();
    const service = it.dialog.getByLabel('Service');
    await service.fill('r');
    const suggestion = it.page.getByRole('option', { name: 'redis-prod' });
    await suggestion.waitFor();
    await service.press('Escape');
    expect([await suggestion.count(), await it.dialog.count()]).toEqual([0, 1]);
    await service.press('Escape');
    await it.dialog.waitFor({ state: 'detached' });
  });
});
