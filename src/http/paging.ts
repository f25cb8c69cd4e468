import { z } from '@hono/zod-openapi';
import { words } from './shapes.ts';

/** The query of a list: pages, a search, one of the orders there are, and its own filters. */
export function listQuery<const O extends string, F extends z.ZodRawShape>(orders: readonly [O, ...O[]], filters: F) {
  const ways = orders.flatMap((order) => [order, `-${order}` as const]) as [O | `-${O}`, ...(O | `-${O}`)[]];
  return z.object({
    page: z.coerce.number().int().min(1).max(1_000_000).default(1),
    page_size: z.coerce.number().int().min(1).max(100).default(20),
    search: words(200).optional(),
    ordering: z.enum(ways).optional().openapi({ description: 'With a minus: the other way round' }),
    ...filters,
  });
}
export interface PageAsked { page: number; page_size: number }
export interface Found<T> { rows: readonly T[]; count: number; countExact?: boolean }

export const limitOf = ({ page, page_size: size }: PageAsked): { limit: number; offset: number } => ({ limit: size, offset: (page - 1) * size });

/** The shape of a list's answer. */
export const listOut = <T extends z.ZodType>(one: T) => z.object({
  count: z.int(),
  count_exact: z.literal(false).optional().openapi({ description: 'Only when there are more than 10,000' }),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  results: z.array(one),
});

/** One page with the addresses of its neighbours. @param url as it was asked; @param baseUrl as people reach us */
export function pageOf<T>(found: Found<T>, asked: PageAsked, url: string, baseUrl: string) {
  const { pathname, searchParams } = new URL(url);
  const address = (page: number): string => {
    const query = new URLSearchParams(searchParams);
    query.set('page', String(page));
    return `${baseUrl}${pathname}?${query.toString()}`;
  };
  const before = asked.page * asked.page_size;
  const goesOn = found.countExact === false ? found.rows.length === asked.page_size : before < found.count;
  return {
    count: found.count,
    ...(found.countExact === false ? { count_exact: false as const } : {}),
    next: goesOn ? address(asked.page + 1) : null,
    previous: asked.page > 1 ? address(asked.page - 1) : null,
    results: [...found.rows],
  };
}

type Sortable = string | number | boolean | null;
/** Sorts and cuts what is short enough to be read whole: nouns that people set up by hand. */
export function sliced<T, O extends string>(rows: readonly T[], asked: PageAsked & { ordering?: O | `-${O}` | undefined; search?: string | undefined }, orders: Readonly<Record<O, (row: T) => Sortable>>, searched?: (row: T) => string): Found<T> {
  const part = asked.search?.trim().toLowerCase() ?? '';
  const few = part === '' || searched === undefined ? [...rows] : rows.filter((row) => searched(row).toLowerCase().includes(part));
  if (asked.ordering !== undefined) {
    const down = asked.ordering.startsWith('-');
    const read = orders[(down ? asked.ordering.slice(1) : asked.ordering) as O];
    few.sort((a, b) => compare(read(a), read(b)) * (down ? -1 : 1));
  }
  const { limit, offset } = limitOf(asked);
  return { rows: few.slice(offset, offset + limit), count: few.length };
}

function compare(a: Sortable, b: Sortable): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);
}
