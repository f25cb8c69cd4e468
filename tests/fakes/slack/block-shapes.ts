import { z, type ZodType } from 'zod';

/** What Slack takes for blocks and their elements, from formats-and-limits.md §5.9; whatever is not named is an `invalid additional property` there. */
const only = z.strictObject;
const say = (most: number, extra: 'plain' | 'both') => z.union([
  only({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() }),
  ...(extra === 'both' ? [only({ type: z.literal('mrkdwn'), text: z.string().min(1).max(most), verbatim: z.boolean().optional() })] : []),
]);
const plain = (most: number) => say(most, 'plain');
const both = (most: number) => say(most, 'both');
const id = z.string().min(1).max(255);
const url = z.url({ protocol: /^https?$/ }).max(3000);

const confirm = only({ title: plain(100), text: both(300), confirm: plain(30), deny: plain(30), style: z.enum(['primary', 'danger']).optional() });
const option = only({ text: plain(75), value: z.string().min(1).max(150), description: plain(75).optional(), url: url.optional() });
const marked = only({ text: both(75), value: z.string().min(1).max(150), description: both(75).optional() });
const options = (most: number, of: ZodType = option) => z.array(of).min(1).max(most);
const named = { action_id: id };
const common = { ...named, confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const select = { ...common, placeholder: plain(150).optional() };
const many = { ...select, max_selected_items: z.int().min(1).optional() };
const groups = z.array(only({ label: plain(75), options: options(100) })).min(1).max(100);
const listed = { options: options(100).optional(), option_groups: groups.optional() };
const image = only({ type: z.literal('image'), image_url: url, alt_text: z.string().min(1).max(2000) });
const instant = z.int().min(1_000_000_000).max(9_999_999_999);

const button = only({ type: z.literal('button'), ...named, text: plain(75), value: z.string().min(1).max(2000).optional(), url: url.optional(), style: z.enum(['primary', 'danger']).optional(), confirm: confirm.optional(), accessibility_label: z.string().max(75).optional() });
/** Which conversations a select offers (block-kit/composition-objects/conversation-filter-object). */
const conversationFilter = only({ include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).min(1).optional(), exclude_external_shared_channels: z.boolean().optional(), exclude_bot_users: z.boolean().optional() });
const pickers = [
  only({ type: z.literal('static_select'), ...select, ...listed, initial_option: option.optional() }),
  only({ type: z.literal('external_select'), ...select, min_query_length: z.int().min(0).optional(), initial_option: option.optional() }),
  only({ type: z.literal('multi_static_select'), ...many, ...listed, initial_options: options(100).optional() }),
  only({ type: z.literal('multi_external_select'), ...many, min_query_length: z.int().min(0).optional(), initial_options: options(100).optional() }),
  only({ type: z.literal('users_select'), ...select, initial_user: z.string().optional() }),
  only({ type: z.literal('channels_select'), ...select, initial_channel: z.string().optional(), response_url_enabled: z.boolean().optional() }),
  only({ type: z.literal('conversations_select'), ...select, initial_conversation: z.string().optional(), filter: conversationFilter.optional(), response_url_enabled: z.boolean().optional() }),
  only({ type: z.literal('checkboxes'), ...common, options: options(10, marked), initial_options: options(10, marked).optional() }),
  only({ type: z.literal('radio_buttons'), ...common, options: options(10, marked), initial_option: marked.optional() }),
  only({ type: z.literal('datepicker'), ...select, initial_date: z.iso.date().optional() }),
  only({ type: z.literal('timepicker'), ...select, initial_time: z.string().regex(/^\d\d:\d\d$/).optional(), timezone: z.string().optional() }),
  only({ type: z.literal('datetimepicker'), ...common, initial_date_time: instant.optional() }),
] as const;
const overflow = only({ type: z.literal('overflow'), ...named, confirm: confirm.optional(), options: options(5) });
const written = { ...named, placeholder: plain(150).optional(), focus_on_load: z.boolean().optional(), dispatch_action_config: only({ trigger_actions_on: z.array(z.string()) }).optional() };
const inputs = [
  only({ type: z.literal('plain_text_input'), ...written, multiline: z.boolean().optional(), initial_value: z.string().max(3000).optional(), min_length: z.int().min(0).max(3000).optional(), max_length: z.int().min(1).max(3000).optional() }),
  only({ type: z.literal('number_input'), ...written, is_decimal_allowed: z.boolean(), initial_value: z.string().optional(), min_value: z.string().optional(), max_value: z.string().optional() }),
  only({ type: z.literal('email_text_input'), ...written, initial_value: z.string().optional() }),
  only({ type: z.literal('url_text_input'), ...written, initial_value: z.string().optional() }),
] as const;

const style = only({ bold: z.boolean().optional(), italic: z.boolean().optional(), strike: z.boolean().optional(), code: z.boolean().optional() }).optional();
const run = z.discriminatedUnion('type', [
  only({ type: z.literal('text'), text: z.string().min(1), style }),
  only({ type: z.literal('link'), url, text: z.string().min(1).optional(), unsafe: z.boolean().optional(), style }),
  only({ type: z.literal('emoji'), name: z.string().min(1), unicode: z.string().optional() }),
  only({ type: z.literal('date'), timestamp: z.int(), format: z.string().min(1), url: url.optional(), fallback: z.string().optional() }),
  only({ type: z.literal('user'), user_id: z.string().min(1), style }),
  only({ type: z.literal('usergroup'), usergroup_id: z.string().min(1), style }),
  only({ type: z.literal('channel'), channel_id: z.string().min(1), style }),
  only({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']) }),
]);
const runs = z.array(run);
const section = only({ type: z.literal('rich_text_section'), elements: runs });
const rich = z.discriminatedUnion('type', [
  section,
  only({ type: z.literal('rich_text_list'), style: z.enum(['bullet', 'ordered']), elements: z.array(section).min(1), indent: z.int().min(0).max(8).optional(), offset: z.int().optional(), border: z.int().optional() }),
  only({ type: z.literal('rich_text_preformatted'), elements: runs, border: z.int().optional() }),
  only({ type: z.literal('rich_text_quote'), elements: runs, border: z.int().optional() }),
]);

const block = { block_id: id.optional() };
export const blockShape = z.discriminatedUnion('type', [
  only({ type: z.literal('section'), ...block, text: both(3000).optional(), fields: z.array(both(2000)).min(1).max(10).optional(), accessory: z.discriminatedUnion('type', [button, overflow, image, ...pickers]).optional(), expand: z.boolean().optional() })
    .refine((it) => it.text !== undefined || it.fields !== undefined, 'a section needs text or fields'),
  only({ type: z.literal('header'), ...block, text: plain(150) }),
  only({ type: z.literal('divider'), ...block }),
  only({ type: z.literal('context'), ...block, elements: z.array(z.union([image, both(3000)])).min(1).max(10) }),
  only({ type: z.literal('actions'), ...block, elements: z.array(z.discriminatedUnion('type', [button, overflow, ...pickers])).min(1).max(25) }),
  only({ type: z.literal('input'), ...block, label: plain(2000), hint: plain(2000).optional(), optional: z.boolean().optional(), dispatch_action: z.boolean().optional(), element: z.discriminatedUnion('type', [...inputs, ...pickers]) }),
  only({ type: z.literal('image'), ...block, image_url: url.optional(), slack_file: only({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) }).optional(), alt_text: z.string().min(1).max(2000), title: plain(2000).optional() })
    .refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), 'an image needs an address or a file'),
  only({ type: z.literal('rich_text'), ...block, elements: z.array(rich).min(1) }),
]);
export const viewShape = only({
  type: z.enum(['modal', 'home']), title: plain(24).optional(), submit: plain(24).optional(), close: plain(24).optional(), blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).optional(), callback_id: z.string().max(255).optional(), external_id: z.string().max(255).optional(),
  clear_on_close: z.boolean().optional(), notify_on_close: z.boolean().optional(), submit_disabled: z.boolean().optional(),
});
