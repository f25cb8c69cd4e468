import { z } from 'zod';
import { blockShape, viewShape } from './block-shapes.ts';

type Surface = 'message' | 'modal' | 'home';
const MOST_BLOCKS = { message: 50, modal: 100, home: 100 };
/** Beyond it a message fails with `msg_blocks_too_long`. */
const MOST_BLOCK_TEXT = 13_000;
const MOST_TEXT = 40_000;

const complaints = (error: z.ZodError, where: string): string[] => error.issues.map((issue) => `${[where, ...issue.path].join('/')}: ${issue.message}`);

/** What Slack would refuse in these blocks, one line each; empty when it takes them. */
export function checkBlocks(blocks: unknown, surface: Surface): string[] {
  if (!Array.isArray(blocks)) return ['blocks: not a list'];
  const problems: string[] = [];
  if (blocks.length > MOST_BLOCKS[surface]) problems.push(`blocks: ${blocks.length} are more than ${MOST_BLOCKS[surface]}`);
  for (const [index, block] of blocks.entries()) {
    const checked = blockShape.safeParse(block);
    if (!checked.success) problems.push(...complaints(checked.error, `blocks/${index}`));
  }
  const all = everyObject(blocks);
  problems.push(...twice(blocks.map((block: { block_id?: unknown }) => block?.block_id), 'block_id'));
  problems.push(...twice(all.map((it) => it['action_id']), 'action_id'));
  for (const it of all) problems.push(...checkInitial(it), ...checkDates(it));
  if (surface === 'message') {
    const size = blocks.reduce((sum: number, block) => sum + textOf(block).length, 0);
    if (size > MOST_BLOCK_TEXT) problems.push(`msg_blocks_too_long: ${size} characters`);
  }
  return problems;
}

/** What Slack would refuse in a view given to views.open, views.update, views.push or views.publish. */
export function checkView(view: unknown): string[] {
  const checked = viewShape.safeParse(view);
  if (!checked.success) return complaints(checked.error, 'view');
  const { type, title, submit, blocks } = checked.data;
  const problems = checkBlocks(blocks, type);
  if (type === 'modal' && title === undefined) problems.push('view/title: missing');
  const asks = blocks.some((block) => (block as { type?: string }).type === 'input');
  if (type === 'modal' && asks && submit === undefined) problems.push('view/submit: a modal with inputs needs it');
  return problems;
}

/** What Slack would refuse in a message's `text`. */
export function checkText(text: unknown): string[] {
  if (typeof text !== 'string' || text === '') return ['no_text'];
  return text.length > MOST_TEXT ? [`msg_too_long: ${text.length}`] : [];
}

/** Everything in a block that a person reads, one piece after the other. */
export function textOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(textOf).join('');
  if (typeof part !== 'object' || part === null) return '';
  return Object.entries(part).map(([key, value]) => (['text', 'fallback'].includes(key) && typeof value === 'string' ? value : textOf(value))).join('');
}

function everyObject(part: unknown): Record<string, unknown>[] {
  if (Array.isArray(part)) return part.flatMap(everyObject);
  if (typeof part !== 'object' || part === null) return [];
  return [part as Record<string, unknown>, ...Object.values(part).flatMap(everyObject)];
}

function twice(ids: readonly unknown[], what: string): string[] {
  const there = ids.filter((id): id is string => typeof id === 'string');
  return [...new Set(there.filter((id, index) => there.indexOf(id) !== index))].map((id) => `${what}: ${id} is there twice`);
}

/** An initial option has to be one of the options, letter by letter; two options never share a value. */
function checkInitial(it: Record<string, unknown>): string[] {
  if (!Array.isArray(it['options'])) return [];
  const known = new Set(it['options'].map((option) => JSON.stringify(option)));
  const chosen = [it['initial_option'], ...(Array.isArray(it['initial_options']) ? it['initial_options'] : [])].filter((option) => option !== undefined);
  return [
    ...chosen.filter((option) => !known.has(JSON.stringify(option))).map(() => 'an initial option is none of the options'),
    ...twice(it['options'].map((option: { value?: unknown }) => option?.value), 'option value'),
  ];
}

/** `<!date^…>` needs a number and a fallback; Slack shows anything else as it is typed. */
function checkDates(it: Record<string, unknown>): string[] {
  if (it['type'] !== 'mrkdwn' || typeof it['text'] !== 'string') return [];
  return (it['text'].match(/<!date[^>]*>?/g) ?? []).filter((date) => !/^<!date\^\d{1,11}\^[^|<>^]+(?:\^https?:[^|<>^]+)?\|[^<>]+>$/.test(date)).map((date) => `date: ${date} cannot be read`);
}
