import { optional, parsed } from './arguments.ts';
import { checkBlocks, checkText, checkView } from './check-blocks.ts';
import { newId } from './ids.ts';
import { refuse, refuseFor } from './refusal.ts';
import type { Json, Workspace } from './state.ts';

const INTERACTIVE = /^(button|overflow|.*_select|checkboxes|radio_buttons|datepicker|timepicker|datetimepicker|.*_input|workflow_button)$/;
const MOST_VIEW_BYTES = 250_000;

export interface Content { text: string; blocks: Json[] }

/** Text and blocks of a message, refused where Slack would refuse them. */
export function contentOf(args: Json, files?: Workspace['files']): Content {
  const blocks = parsed(args, 'blocks', 'invalid_blocks_format');
  if (blocks !== undefined && blocks !== null && !Array.isArray(blocks)) refuse('invalid_blocks_format');
  const text = optional(args, 'text');
  const given = Array.isArray(blocks) ? (blocks as Json[]) : [];
  if (text === undefined && given.length === 0) refuse('no_text');
  if (text !== undefined && checkText(text).length > 0) refuse('msg_too_long');
  const problems = checkBlocks(given, 'message');
  if (problems.some((it) => it.startsWith('msg_blocks_too_long'))) refuse('msg_blocks_too_long');
  problems.push(...given.flatMap((block, at) => (isShowable(block, files) ? [] : [`invalid slack file [json-pointer:/blocks/${at}/slack_file]`])));
  if (problems.length > 0) refuseFor('invalid_blocks', problems);
  return { text: text ?? '', blocks: withIds(given) };
}

/** A file may stand in a message when it is an image that Slack has processed. */
function isShowable({ slack_file: wanted }: Json, files: Workspace['files'] = new Map()): boolean {
  if (wanted === undefined) return true;
  const file = files.get((wanted as { id: string }).id);
  return file?.state === 'ready' && file.content.subarray(1, 4).toString() === 'PNG';
}

/** A view as the app gave it, refused where Slack would refuse it. */
export function viewOf(args: Json, surface: 'modal' | 'home'): Json {
  const view = parsed(args, 'view', 'invalid_arguments');
  if (typeof view !== 'object' || view === null) return refuseFor('invalid_arguments', ['missing required field: view']);
  return checkedView(view as Json, surface);
}
export function checkedView(view: Json, surface: 'modal' | 'home'): Json {
  if (JSON.stringify(view).length > MOST_VIEW_BYTES) refuse('view_too_large');
  const problems = checkView(view);
  if (view['type'] !== surface) problems.push(`view/type: must be ${surface}`);
  if (problems.length > 0) refuseFor('invalid_arguments', problems);
  return { ...view, blocks: withIds(view['blocks'] as Json[]) };
}

/** Slack names the blocks and elements that the app left nameless. */
function withIds(blocks: readonly Json[]): Json[] {
  return blocks.map((block) => ({ block_id: newId('b'), ...(namedElements(block) as Json) }));
}
function namedElements(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(namedElements);
  if (typeof part !== 'object' || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, namedElements(value)]));
  const type = inner['type'];
  return typeof type === 'string' && INTERACTIVE.test(type) ? { action_id: newId('a'), ...inner } : inner;
}

/** `{ event_type, event_payload }`, kept beside a message and shown to the app alone. */
export function metadataOf(args: Json): Json | undefined {
  const metadata = parsed(args, 'metadata', 'invalid_metadata_format');
  if (metadata === undefined || metadata === null) return undefined;
  const { event_type: type, event_payload: payload } = metadata as Json;
  if (typeof type !== 'string' || type === '' || typeof payload !== 'object' || payload === null || Array.isArray(payload)) refuse('invalid_metadata_format');
  if (JSON.stringify(metadata).length > 16_000) refuse('metadata_too_large');
  return metadata as Json;
}
