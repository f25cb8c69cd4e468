import { checkedView } from '../content.ts';
import { elementsOf, findElement, stateOf } from '../elements.ts';
import { enter, isEmpty } from '../filled.ts';
import { actorJson } from '../payloads.ts';
import { Refusal } from '../refusal.ts';
import type { Json, SlackView } from '../state.ts';
import { closeViews, newTrigger, openView, replaceView, stackOf, viewJson } from '../views.ts';
import { type Acting, dispatch } from './acting.ts';
import type { Press } from './press.ts';

export interface Submitted { status: number | 'timeout' | 'unreachable' | 'kept'; body: unknown; errors: Readonly<Record<string, string>> }
export interface Forms {
  /** Enters values by label, block_id, action_id or a part of these. Lists for several; date-times as ISO. */
  fill(modal: SlackView, values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  /** `status: 'kept'`: something required is missing, and Slack sent nothing. */
  submit(modal: SlackView): Promise<Submitted>;
  /** Closed by hand; the app hears of it where it asked to. */
  close(modal: SlackView): Promise<void>;
}

export function forms(acting: Acting, press: Press): Forms {
  const { world, user, troubles } = acting;
  const complain = (what: string) => void troubles.push({ user: user.id, kind: 'invalid_answer', what });
  const answered = (modal: SlackView, body: Json | undefined): void => {
    const action = body?.['response_action'];
    if (body === undefined || Object.keys(body).length === 0) return closeViews(world, [modal]);
    if (action === 'clear') return closeViews(world, stackOf(world, modal.root));
    if (action === 'errors') return errorsIn(modal, body['errors'] as Record<string, string> | undefined);
    if (action === 'update') return replaceView(world, modal, checkedView(body['view'] as Json, 'modal'));
    if (action === 'push') return void openView(world, user.id, checkedView(body['view'] as Json, 'modal'), modal.id);
    complain(`response_action ${JSON.stringify(body).slice(0, 500)}`);
  };
  const errorsIn = (modal: SlackView, errors: Record<string, string> | undefined): void => {
    const inputs = new Set(((modal.view['blocks'] ?? []) as Json[]).filter((it) => it['type'] === 'input').map((it) => it['block_id']));
    if (!errors || Object.keys(errors).length === 0 || Object.keys(errors).some((id) => !inputs.has(id))) return complain(`errors beside inputs: ${JSON.stringify(errors)}`);
    modal.errors = errors;
  };
  return {
    async fill(modal, values) {
      for (const [name, words] of Object.entries(values)) {
        const { block, element } = findElement(modal, name);
        modal.filled[`${String(block['block_id'])} ${String(element['action_id'])}`] = await enter(element, words, (typed) => press.suggest(modal, String(element['action_id']), typed));
      }
    },
    async submit(modal) {
      if (!modal.open) throw new Error('This modal is closed.');
      const values = stateOf(modal, modal.filled) as Record<string, Record<string, Json>>;
      const missing = elementsOf(modal).filter(({ block, element }) => block['type'] === 'input' && block['optional'] !== true && isEmpty(values[String(block['block_id'])]![String(element['action_id'])]!));
      if (missing.length > 0) return { status: 'kept', body: undefined, errors: Object.fromEntries(missing.map(({ block }) => [String(block['block_id']), 'Please complete this required field.'])) };
      modal.errors = {};
      const payload = { type: 'view_submission', ...actorJson(world, user), trigger_id: newTrigger(world, user.id, modal.id), view: viewJson(world, modal, values), response_urls: [] };
      const { status, body } = await dispatch(acting, 'interactive', payload, `submission of ${String(modal.view['callback_id'])}`);
      try {
        if (status === 200) answered(modal, body as Json | undefined);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        complain(`${error.code} ${JSON.stringify(error.extra)}`);
      }
      world.changes.changed();
      return { status, body, errors: modal.errors };
    },
    async close(modal) {
      closeViews(world, [modal]);
      if (modal.view['notify_on_close'] === true) await dispatch(acting, 'interactive', { type: 'view_closed', ...actorJson(world, user), view: viewJson(world, modal, stateOf(modal, modal.filled)), is_cleared: false }, 'close');
    },
  };
}
