import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { refuse, refuseFor } from './refusal.ts';
import type { Json } from './state.ts';

/** Arguments of a call, however they were sent: JSON, form or query. Values of forms are strings. */
export async function readArguments(request: IncomingMessage): Promise<Json> {
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://fake').searchParams);
  const body = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (body.length === 0) return query;
  if (type.startsWith('application/json')) return { ...query, ...(JSON.parse(body.toString()) as Json) };
  if (type.startsWith('application/x-www-form-urlencoded')) return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) };
  return refuse('invalid_post_type');
}

/** A text argument that may be left out. */
export function optional(args: Json, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return refuseFor('invalid_arguments', [`${name} is no text`]);
}
export function needed(args: Json, name: string, otherwise = 'invalid_arguments'): string {
  return optional(args, name) ?? refuseFor(otherwise, [`missing required field: ${name}`]);
}
export const truth = (args: Json, name: string): boolean => ['true', '1'].includes(optional(args, name) ?? '');

/** An argument that is JSON, sent as such or as a string. */
export function parsed(args: Json, name: string, otherwise: string): unknown {
  const value = args[name];
  if (typeof value !== 'string' || value === '') return value === '' ? undefined : value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return refuse(otherwise);
  }
}
/** `a,b,c`, or a list. */
export function list(args: Json, name: string): string[] {
  const value = args[name];
  if (Array.isArray(value)) return value.map(String);
  return (optional(args, name) ?? '').split(',').map((it) => it.trim()).filter((it) => it !== '');
}
