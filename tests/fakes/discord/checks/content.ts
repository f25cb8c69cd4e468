import { problems } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type Attachment, type Json, textIn } from '../state.ts';
import { checkComponents } from './components.ts';
import { checkEmbeds } from './embeds.ts';

export const EPHEMERAL = 1 << 6, LOADING = 1 << 7;
const V2 = 1 << 15;
export interface Content { content: string; embeds: Json[]; components: Json[]; flags: number }

/** What a message says, checked against every limit Discord has for it. `before` is what an edit leaves as it was. */
export function contentOf(body: Json, files: readonly Attachment[], before?: Content): Content {
  const given = <T>(name: keyof Content, empty: T): T => (body[name] === undefined ? ((before?.[name] as T | undefined) ?? empty) : (body[name] as T | null) ?? empty);
  const said: Content = { content: given('content', ''), embeds: given<Json[]>('embeds', []), components: given<Json[]>('components', []), flags: given('flags', 0) };
  const isV2 = ((said.flags | (before?.flags ?? 0)) & V2) !== 0;
  const found = problems();
  if (typeof said.content !== 'string') found.add('content', 'STRING_TYPE_CONVERT', 'Could not interpret as string.');
  else if (said.content.length > 2000) found.add('content', 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  if (isV2 && (said.content !== '' || said.embeds.length > 0)) found.add('content', 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', 'The field cannot be used when using MessageFlags.IS_COMPONENTS_V2');
  checkEmbeds(found, said.embeds);
  checkComponents(found, said.components, isV2);
  if ((textIn(body['nonce']) ?? '').length > 25) found.add('nonce', 'NONCE_TYPE_TOO_LONG', 'Nonce must be 25 or fewer in length.');
  ((body['attachments'] ?? []) as Json[]).forEach((it, at) => it['description'] !== undefined && found.text(`attachments.${at}.description`, it['description'], 0, 1024));
  checkMentions(found, body['allowed_mentions'] as Json | undefined);
  found.refuseIfAny();
  if (said.content.trim() === '' && said.embeds.length === 0 && said.components.length === 0 && files.length === 0) refuse(50_006);
  return { ...said, flags: isV2 ? said.flags | V2 : said.flags };
}

/** `parse` and the lists of ids exclude each other; 100 ids at most. */
function checkMentions(found: ReturnType<typeof problems>, allowed: Json | undefined | null): void {
  if (!allowed) return;
  const parse = (allowed['parse'] ?? []) as string[];
  parse.forEach((it, at) => ['users', 'roles', 'everyone'].includes(it) || found.add(`allowed_mentions.parse.${at}`, 'BASE_TYPE_CHOICES', "Value must be one of {'roles', 'users', 'everyone'}."));
  for (const kind of ['users', 'roles']) {
    const ids = (allowed[kind] ?? []) as unknown[];
    found.count(`allowed_mentions.${kind}`, ids, 0, 100);
    if (ids.some((id) => !/^\d{17,20}$/.test(String(id)))) found.add(`allowed_mentions.${kind}`, 'NUMBER_TYPE_COERCE', 'Value is not snowflake.');
    if (ids.length > 0 && parse.includes(kind)) found.add('allowed_mentions', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`);
  }
}
