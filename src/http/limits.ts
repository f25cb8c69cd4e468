import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { invalid } from '../errors.ts';
import { Refused, tooLarge } from './problem.ts';
import type { Asked } from './route.ts';

/** Spec §15: more headers than this are answered 431. */
export const MOST_HEADER_BYTES = 16 * 1024;

/**
 * The body as it came, read straight from the socket's stream: no copy through web streams.
 * @param max bytes
 * @throws Refused 413 as soon as it is clear that the body is larger; 400 when the sender went away
 */
export async function readBody({ env: { incoming } }: { env: Pick<Asked['env'], 'incoming'> }, max: number): Promise<Buffer> {
  const announced = Number(incoming.headers['content-length'] ?? 0);
  if (announced > max) throw tooLarge(max);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void) => {
      incoming.off('data', take).off('end', end).off('error', cut).off('close', cut);
      finish();
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > max) settle(() => reject(tooLarge(max)));
      else chunks.push(chunk);
    };
    const end = () => settle(() => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    const cut = () => settle(() => reject(new Refused(400, 'http.invalid', 'http.body_cut')));
    if (isOver(incoming)) return end();
    incoming.on('data', take).on('end', end).on('error', cut).on('close', cut);
  });
}
const isOver = (incoming: IncomingMessage): boolean => incoming.readableEnded;

/**
 * A JSON body of a known shape.
 * @throws Refused 413, 415; AppError invalid naming the first member that is wrong
 */
export async function readJson<S extends z.ZodType>(c: Asked, max: number, shape: S): Promise<z.output<S>> {
  // Other sites can send forms and plain text without asking first, but not JSON.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) throw new Refused(415, 'http.unsupported', 'http.json_expected');
  const body = await readBody(c, max);
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw invalid('http.not_json', {}, { cause });
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const name = parsed.error.issues[0]!.path.join('.') || 'body';
  throw invalid('http.bad_member', { name }, { fields: { [name]: { key: 'http.bad_member', params: { name } } } });
}
