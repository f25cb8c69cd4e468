import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Choice } from '../../card.ts';
import type { Completion, PlaceView, Problem } from '../contract.ts';
import { say } from './act.ts';
import { get, problemOf } from './api.ts';
import { draftOf, keepDraft, recall, remember, rememberedCount, taken } from './composer-text.ts';
import { Listbox, listboxProps } from './listbox.tsx';
import { ProblemNote } from './problem.tsx';
import { suggestions } from './suggestions.ts';
import { t } from './words.ts';

/** The first place is shown without being asked for: the focus stays at the top of the page. */
let visited = false;

/** Where lines and commands are written. Enter sends, Shift+Enter breaks the line, ↑ brings back what was said. */
export function Composer({ place }: { place: PlaceView }) {
  const text = useSignal(draftOf(place.id));
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const back = useSignal(0);
  const input = useRef<HTMLTextAreaElement>(null);
  const list = useMemo(() => suggestions((typed, signal) => get<Completion>('complete', { place: place.id, text: typed }, signal)), [place.id]);
  useEffect(() => {
    // Going to a place means to write there; on a phone the keyboard would cover it.
    if (visited && matchMedia('(pointer: fine)').matches) input.current?.focus();
    visited = true;
    const shortcut = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', shortcut);
    return () => removeEventListener('keydown', shortcut);
  }, []);

  const write = (line: string) => {
    text.value = line;
    keepDraft(place.id, line);
    if (line.startsWith('/')) void list.ask(line);
    else list.close();
  };
  const take = (choice: Choice) => {
    write(taken(text.peek(), choice.value));
    input.current?.focus();
  };
  const send = async () => {
    const line = text.peek().trim();
    if (line === '' || busy.peek()) return;
    list.close();
    busy.value = true;
    problem.value = undefined;
    try {
      await say(place.id, line);
      remember(line);
      back.value = 0;
      write('');
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      busy.value = false;
      input.current?.focus();
    }
  };
  const browse = (steps: number) => {
    back.value = Math.max(0, Math.min(rememberedCount(), back.peek() + steps));
    text.value = recall(back.peek()) ?? '';
    if (back.peek() === 0) text.value = '';
    keepDraft(place.id, text.peek());
  };
  const key = (event: KeyboardEvent) => {
    const choice = list.key(event);
    if (choice) return take(choice);
    if (event.defaultPrevented || event.isComposing) return undefined;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
    const untouched = text.peek() === '' || text.peek() === recall(back.peek());
    if ((event.key === 'ArrowUp' && untouched) || (event.key === 'ArrowDown' && back.peek() > 0 && untouched)) {
      event.preventDefault();
      browse(event.key === 'ArrowUp' ? 1 : -1);
    }
    return undefined;
  };
  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      {problem.value && <ProblemNote problem={problem.value} />}
      <div class="combo">
        <Listbox id="composer-list" list={list} onTake={take} />
        <textarea
          ref={input}
          id="composer"
          rows={1}
          value={text.value}
          placeholder={t('compose_hint')}
          aria-label={t('compose', { name: place.name })}
          {...listboxProps('composer-list', list)}
          readOnly={busy.value}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={key}
          onBlur={() => list.close()}
        />
        <button type="submit" class="button primary" aria-disabled={busy.value}>{busy.value ? t('sending') : t('send')}</button>
      </div>
    </form>
  );
}
