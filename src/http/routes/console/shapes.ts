import { z } from 'zod';

/** Bytes of a sign-in or a mark; bytes of words and forms. */
export const SMALL = 4 * 1024;
export const LARGE = 256 * 1024;

/** Control characters but tab and line break, and halves of surrogate pairs: PostgreSQL takes none of them. */
// oxlint-disable-next-line no-control-regex
const clean = (text: string): string => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '').toWellFormed();

const words = z.string().max(100_000).transform(clean);
export const line = z.string().max(1000).transform(clean);
const values = z.record(z.string().max(100), words);

export const sayShape = z.object({ place: line, text: words });
export const pressShape = z.object({ place: line.optional(), command: line, args: values.default({}) });
export const submitShape = pressShape.extend({ values });
export const readShape = z.object({ place: line });
export { clean };
