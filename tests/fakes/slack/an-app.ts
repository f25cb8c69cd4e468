import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';

/** A button of the app. */
export const ack = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Acknowledge' }, action_id: 'ack', value: 'INC-1' };
const more = { type: 'static_select' as const, placeholder: { type: 'plain_text' as const, text: 'More' }, action_id: 'more', options: [{ text: { type: 'plain_text' as const, text: 'Resolve' }, value: 'resolve' }] };
const card = [{ type: 'actions' as const, elements: [ack, more] }];
/** Its form. */
export const form: ModalView = {
  type: 'modal', callback_id: 'declare', title: { type: 'plain_text', text: 'Declare' }, submit: { type: 'plain_text', text: 'Declare' },
  blocks: [
    { type: 'input', block_id: 'title', label: { type: 'plain_text', text: 'What is wrong?' }, element: { type: 'plain_text_input', action_id: 'value', max_length: 20 } },
    { type: 'input', block_id: 'service', optional: true, label: { type: 'plain_text', text: 'Service' }, element: { type: 'external_select', action_id: 'service', min_query_length: 0 } },
  ],
};

/** A bit of everything an app does; what it hears goes to `seen`. */
export function listen(app: App, seen: string[] = []): void {
  app.command('/imas', async ({ ack: done, command, respond, client }) => {
    if (command.text === 'slow') return;
    await done(command.text === 'now' ? 'At once' : undefined);
    if (command.text === 'card') await respond({ text: 'Card', blocks: card });
    else if (command.text === 'form') await client.views.open({ trigger_id: command.trigger_id, view: form });
    else if (command.text !== 'now') await respond({ text: `Heard ${command.text}` });
  });
  app.action('ack', async ({ ack: done, respond, body }) => {
    await done();
    // A click on an App Home has nowhere to answer.
    if ('response_url' in body) await respond({ text: `Acknowledged by ${body.user.id}`, replace_original: true });
  });
  app.action('more', async ({ ack: done, action, respond }) => {
    await done();
    await respond({ text: (action as { selected_option: { value: string } }).selected_option.value, replace_original: false });
  });
  app.options('service', async ({ ack: done, options }) => done({ options: ['checkout', 'search'].filter((it) => it.startsWith(options.value)).map((it) => ({ text: { type: 'plain_text', text: it }, value: it })) }));
  app.view('declare', async ({ ack: done, view }) => {
    const title = view.state.values['title']!['value']!.value;
    if (title === 'bad') return done({ response_action: 'errors', errors: { title: 'Say more.' } });
    if (title === 'push' || title === 'update') return done({ response_action: title, view: { ...form, title: { type: 'plain_text', text: title } } });
    if (title === 'clear') return done({ response_action: 'clear' });
    if (title === 'nonsense') return done({ response_action: 'errors', errors: { nowhere: 'x' } });
    seen.push(`${title} ${view.state.values['service']!['service']!.selected_option?.value}`);
    await done();
  });
  app.shortcut('to_timeline', async ({ ack: done, shortcut }) => {
    await done();
    seen.push(`shortcut ${(shortcut as { message?: { text?: string } }).message?.text}`);
  });
  for (const event of ['app_mention', 'reaction_added', 'member_joined_channel', 'app_home_opened', 'channel_archive', 'pin_added'] as const) app.event(event, async ({ event: it, body }) => void seen.push(`${it.type} ${body.event_id}`));
}
