import { useEffect, useRef } from 'preact/hooks';
import type { Choice } from '../../card.ts';
import type { Suggestions } from './suggestions.ts';
import { t } from './words.ts';

/** What an input tells assistive technology about its list of suggestions. */
export const listboxProps = (id: string, list: Suggestions) => ({
  'aria-autocomplete': 'list' as const,
  'aria-controls': list.choices.value.length > 0 ? id : undefined,
  'aria-activedescendant': list.active.value >= 0 ? `${id}-${list.active.value}` : undefined,
});

/** The suggestions below or above an input; the focus stays in the input. */
export function Listbox({ id, list, onTake }: { id: string; list: Suggestions; onTake: (choice: Choice) => void }) {
  const box = useRef<HTMLUListElement>(null);
  const choices = list.choices.value;
  const active = list.active.value;
  useEffect(() => box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [active]);
  return (
    <>
      <span role="status" class="sr-only">{choices.length > 0 && t('suggestions_count', { n: choices.length })}</span>
      {choices.length > 0 && (
        <ul ref={box} id={id} role="listbox" class="listbox" aria-label={t('suggestions')}>
          {choices.map((choice, index) => (
            <li
              key={choice.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(choice)}
            >
              <bdi class="value">{choice.value}</bdi>
              {choice.label !== choice.value && <bdi class="label">{choice.label}</bdi>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
