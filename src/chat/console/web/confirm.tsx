import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CommandAction } from '../../card.ts';
import { t } from './words.ts';

const asked = signal<{ action: CommandAction; answer: (yes: boolean) => void } | undefined>();

/** Asks an action's question, if it has one. */
export function confirmed(action: CommandAction): Promise<boolean> {
  if (!action.confirm) return Promise.resolve(true);
  return new Promise((answer) => { asked.value = { action, answer }; });
}

/** The dialog of the question; there is one on the page. */
export function ConfirmDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const question = asked.value;
  useEffect(() => {
    if (question) dialog.current?.showModal();
  }, [question]);
  if (!question) return null;
  const answer = (yes: boolean) => {
    dialog.current?.close();
    asked.value = undefined;
    question.answer(yes);
  };
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby="confirm-question" onCancel={(event) => { event.preventDefault(); answer(false); }}>
      <p id="confirm-question" dir="auto">{question.action.confirm}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => answer(false)}>{t('cancel')}</button>
        <button type="button" class={`button ${question.action.style ?? 'primary'}`} onClick={() => answer(true)}>{question.action.label}</button>
      </div>
    </dialog>
  );
}
