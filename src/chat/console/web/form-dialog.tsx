import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Field, Form } from '../../card.ts';
import type { Problem, SayResult } from '../contract.ts';
import { show } from './act.ts';
import { post, problemOf } from './api.ts';
import { FormField } from './form-field.tsx';
import { ProblemNote } from './problem.tsx';
import { openForm } from './state.ts';
import { t } from './words.ts';

/** The form that is open, if one is. */
export function FormDialog() {
  const open = openForm.value;
  return open ? <OneForm key={open.serial} form={open.form} place={open.place} /> : null;
}

/** A form asks for what a command lacks. Its values stay until it is accepted or cancelled. */
function OneForm({ form, place }: { form: Form; place: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const values = useSignal<Readonly<Record<string, string>>>({});
  const errors = useSignal<Readonly<Record<string, string>>>({});
  const problem = useSignal<Problem | undefined>(undefined);
  const busy = useSignal(false);
  useEffect(() => {
    const it = dialog.current;
    it?.showModal();
    return () => it?.close();
  }, []);
  const wrong = { ...Object.fromEntries(form.fields.flatMap((field) => (field.error ? [[field.name, field.error]] : []))), ...errors.value };
  const firstWrong = form.fields.find((field) => wrong[field.name]);
  useEffect(() => {
    if (firstWrong && !busy.value) dialog.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [busy.value, firstWrong?.name]);
  const valueOf = (field: Field) => values.value[field.name] ?? field.value ?? '';
  // What completes has no use for what is secret or long.
  const around = { ...form.args, ...Object.fromEntries(form.fields.filter(({ kind }) => kind !== 'secret' && kind !== 'longtext').map((field) => [field.name, valueOf(field).slice(0, 100)])) };
  const submit = async () => {
    if (busy.peek()) return;
    errors.value = Object.fromEntries(form.fields.flatMap((field) => mistakes(field, valueOf(field))));
    problem.value = undefined;
    if (Object.keys(errors.peek()).length > 0) {
      queueMicrotask(() => dialog.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    busy.value = true;
    try {
      const filled = Object.fromEntries(form.fields.map((field) => [field.name, valueOf(field)]));
      take(await post<SayResult>('submit', { ...(place && { place }), command: form.command, args: form.args, values: filled }));
    } catch (error) {
      problem.value = problemOf(error);
      errors.value = problem.value.fields ?? {};
    }
    busy.value = false;
  };
  const take = (result: SayResult) => {
    const next = result.kind === 'answer' && result.answer.kind === 'form' && result.answer.form.command === form.command ? result.answer.form : undefined;
    // Without a complaint it is the next step of a walk, and begins with its first field.
    const corrected = next && (next.error ?? next.fields.find((field) => field.error)) ? next : undefined;
    if (corrected && openForm.peek()) openForm.value = { form: corrected, place, serial: openForm.peek()!.serial };
    else {
      openForm.value = undefined;
      show(result, { place });
    }
  };
  const cancel = () => { openForm.value = undefined; };
  return (
    <dialog ref={dialog} class="form" aria-labelledby="form-title" onCancel={(event) => { event.preventDefault(); cancel(); }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <h2 id="form-title" dir="auto">{form.title}</h2>
        {form.intro && <p class="text" dir="auto">{form.intro}</p>}
        {form.error && <div class="problem" role="alert"><p><span aria-hidden="true">✕ </span><strong dir="auto">{form.error}</strong></p></div>}
        {problem.value && <ProblemNote problem={problem.value} />}
        {form.fields.map((field) => (
          <FormField
            key={field.name}
            field={field}
            command={form.command}
            around={around}
            value={valueOf(field)}
            error={wrong[field.name]}
            onChange={(value) => { values.value = { ...values.peek(), [field.name]: value }; }}
          />
        ))}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={cancel}>{t('cancel')}</button>
          <button type="submit" class="button primary" aria-disabled={busy.value}>{busy.value ? t('sending') : form.submit}</button>
        </div>
      </form>
    </dialog>
  );
}

function mistakes(field: Field, value: string): [string, string][] {
  if (field.required && value.trim() === '' && field.kind !== 'boolean') return [[field.name, t('fill_in')]];
  if (field.kind === 'number' && value.trim() !== '' && Number.isNaN(Number(value))) return [[field.name, t('not_a_number')]];
  return [];
}
