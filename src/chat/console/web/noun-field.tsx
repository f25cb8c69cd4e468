import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { Choice } from '../../card.ts';
import type { Completion } from '../contract.ts';
import { get } from './api.ts';
import type { FieldProps, InputProps } from './field-props.ts';
import { Listbox, listboxProps } from './listbox.tsx';
import { suggestions } from './suggestions.ts';

/** The name of a thing (an incident, a service, …): typed, with the server's suggestions below. */
export function NounField({ field, command, around, value, onChange, input }: FieldProps & { input: InputProps }) {
  const others = useRef(around);
  others.current = around;
  const list = useMemo(() => suggestions((typed, signal) => get<Completion>('complete-field', { command, field: field.name, typed, around: JSON.stringify(others.current) }, signal)), [command, field.name]);
  // What was taken is shown by its label and sent by its value.
  const taken = useSignal<Choice | undefined>(undefined);
  const take = (choice: Choice) => {
    taken.value = choice;
    onChange(choice.value);
    list.close();
  };
  const key = (event: KeyboardEvent) => {
    const open = list.choices.peek().length > 0;
    const choice = list.key(event);
    if (choice) take(choice);
    // Escape closes the suggestions first, the dialog only after them.
    if (open && event.key === 'Escape') event.stopPropagation();
  };
  const id = `${input.id}-list`;
  return (
    <div class="combo">
      <input
        {...input}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-expanded={list.choices.value.length > 0}
        {...listboxProps(id, list)}
        value={taken.value?.value === value && !field.completes?.several ? taken.value.label : value}
        onFocus={() => void list.ask(taken.peek() ? '' : value, false)}
        onInput={(event) => {
          taken.value = undefined;
          onChange(event.currentTarget.value);
          void list.ask(event.currentTarget.value);
        }}
        onKeyDown={key}
        onBlur={() => list.close()}
      />
      <Listbox id={id} list={list} onTake={take} />
    </div>
  );
}
