import { ROW, TEXT, TEXT_INPUT, isSelect } from '../checks/components.ts';
import { messageJson } from '../payloads.ts';
import { type Json, type OpenForm, textIn } from '../state.ts';
import { type Acting, type Outcome, act } from './acting.ts';
import { chosen } from './press.ts';
import { placeOf } from './see.ts';

export interface Field { label: string; description: string | undefined; component: Json }
export interface Forms {
  /** The form on this person's screen. */
  form(): OpenForm | undefined;
  /** Its fields, in their order; none when no form is open. */
  fields(): Field[];
  /** Sends it with these values, by label or custom_id; the rest as it was filled in for them. A form that is not taken stays open. */
  submit(values?: Readonly<Record<string, string | readonly string[]>>): Promise<Outcome>;
  /** Closed by hand: the app hears nothing of it. */
  cancel(): void;
}

/** The fields of a form, in labels or in rows. */
function fieldsOf(form: OpenForm | undefined): Field[] {
  return ((form?.modal['components'] ?? []) as Json[]).filter((it) => it['type'] !== TEXT).map((it) => {
    const component = (it['type'] === ROW ? (it['components'] as Json[])[0] : it['component']) as Json;
    return { label: String(it['label'] ?? component['label']), description: it['description'] as string | undefined, component };
  });
}

/** What somebody entered, as it is sent; Discord's client keeps a form whose texts are missing, too short or too long. */
function entered(acting: Acting, form: OpenForm, { label, component }: Field, given: string | readonly string[] | undefined): Json {
  const common = { type: component['type'], id: 0, custom_id: component['custom_id'] };
  const refuse = (why: string): never => { throw new Error(`Discord keeps the form: “${label}” ${why}.`); };
  const isRequired = component['required'] !== false;
  if (component['type'] === TEXT_INPUT) {
    const value = textIn(given ?? component['value']) ?? '';
    if (value === '' && isRequired) refuse('is required');
    if (value !== '' && (value.length < Number(component['min_length'] ?? 0) || value.length > Number(component['max_length'] ?? 4000))) refuse(`has ${value.length} characters`);
    return { ...common, value };
  }
  if (!isSelect(component)) return refuse(`is of type ${String(component['type'])}, which is not played here`);
  const preset = [...((component['options'] ?? []) as Json[]).filter((it) => it['default'] === true).map((it) => String(it['label'])), ...((component['default_values'] ?? []) as Json[]).map((it) => String(it['id']))];
  const entries = given === undefined ? preset : typeof given === 'string' ? [given] : given;
  if (entries.length === 0) return isRequired ? refuse('is required') : { ...common, values: [] };
  return { ...common, ...chosen(acting, form.guildId, component, entries) };
}

export function forms(acting: Acting): Forms {
  const { world, user } = acting;
  const current = (): OpenForm | undefined => world.forms.findLast((it) => it.userId === user.id && it.isOpen);
  return {
    form: current,
    fields: () => fieldsOf(current()),
    async submit(values = {}) {
      const form = current();
      if (!form) throw new Error(`No form is open for ${user.name}.`);
      const fields = fieldsOf(form);
      const unknown = Object.keys(values).filter((name) => !fields.some((it) => it.label === name || it.component['custom_id'] === name));
      if (unknown.length > 0) throw new Error(`The form has no ${unknown.join(', ')}, only: ${fields.map((it) => it.label).join(', ')}.`);
      const components = ((form.modal['components'] ?? []) as Json[]).map((it) => {
        if (it['type'] === TEXT) return { type: TEXT, id: 0 };
        const field = fields.find(({ component }) => component === it['component'] || (it['components'] as Json[] | undefined)?.[0] === component)!;
        const said = entered(acting, form, field, values[field.label] ?? values[String(field.component['custom_id'])]);
        return it['type'] === ROW ? { type: ROW, id: 0, components: [said] } : { type: it['type'], id: 0, component: said };
      });
      const from = world.messages.find((it) => it.id === form.messageId && !it.deleted);
      const data = { custom_id: form.modal['custom_id'], components };
      const outcome = await act(acting, { type: 5, channel: placeOf(acting, form.channelId), data, what: `the form “${String(form.modal['title'])}”`, messageId: from?.id, message: from && messageJson(world, from) });
      if (outcome.shown !== 'failure') form.isOpen = false;
      return outcome;
    },
    cancel() {
      const form = current();
      if (form) form.isOpen = false;
    },
  };
}
