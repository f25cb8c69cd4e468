import { setTimeout as sleep } from 'node:timers/promises';
import type { Choice, Field, FieldKind, Form } from '../card.ts';
import type { Dispatch, Speaker } from '../platform.ts';
import { listed } from '../none.ts';
import { limits } from './render/limits.ts';

/** A modal has to be open within three seconds; milliseconds. */
const patienceMs = 700;
/** A text may be the name of something new. */
const nouns: ReadonlySet<FieldKind> = new Set<FieldKind>(['incident', 'service', 'team', 'user', 'policy', 'source']);

/**
 * The same form with names to choose from wherever all that may be meant fit into one of Discord's selects: its modals complete
 * nothing that is typed. What was typed and is not among them stays, so that it can be corrected.
 */
export async function withNames(dispatch: Pick<Dispatch, 'completeField'>, from: Speaker, form: Form): Promise<Form> {
  const around = { ...form.args, ...Object.fromEntries(form.fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))) };
  const offered = async (field: Field): Promise<Field> => {
    const { several, ordered, open } = field.completes ?? {};
    if (!nouns.has(field.kind) && (field.completes === undefined || open === true || ordered === true)) return field;
    // Which incident it is about is settled, where another one is asked for.
    const names = (await dispatch.completeField(from, form.command, field.name, '', around)).filter(({ value }) => value !== form.args['incident']);
    return mayChoose(field, names) ? { ...field, kind: several === true ? 'choices' : 'choice', choices: names.slice(0, limits.options) } : field;
  };
  return Promise.race([Promise.all(form.fields.map(offered)).then((fields) => ({ ...form, fields })), sleep(patienceMs, form, { ref: false })]).catch(() => form);
}

/** As many as a list can have may not be all there are; of incidents those that matter now come first, and an old one is named with the command. */
function mayChoose({ kind, value = '', completes }: Field, names: readonly Choice[]): boolean {
  const words = completes?.several === true ? listed(value) : value.trim() === '' ? [] : [value];
  return names.length > 0 && (names.length < limits.options || kind === 'incident') && words.every((word) => names.some((one) => one.value === word));
}
