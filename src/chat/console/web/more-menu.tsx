import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { CommandAction } from '../../card.ts';
import { ActionButton } from './action-button.tsx';
import { t } from './words.ts';

/**
 * The rarer actions of a card, as a popover: the browser closes it on Escape or a click elsewhere and
 * gives the focus back. Arrow keys move within it.
 */
export function MoreMenu({ actions, place }: { actions: readonly CommandAction[]; place: string }) {
  const open = useSignal(false);
  const menu = useRef<HTMLDivElement>(null);
  const id = `more-${useId()}`;
  const items = () => [...(menu.current?.querySelectorAll('button') ?? [])];
  const toggled = (event: { newState: string }) => {
    open.value = event.newState === 'open';
    if (open.peek()) items()[0]?.focus();
  };
  const key = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    all[to % all.length]?.focus();
    event.preventDefault();
  };
  return (
    <div class="more">
      <button type="button" class="button" popovertarget={id} aria-haspopup="menu" aria-expanded={open.value}>
        {t('more')}<span aria-hidden="true">▾</span>
      </button>
      <div ref={menu} id={id} popover="auto" role="menu" class="menu" aria-label={t('more')} onToggle={toggled} onKeyDown={key} onClick={() => menu.current?.hidePopover()}>
        {actions.map((action) => <ActionButton key={action.label} action={action} place={place} item />)}
      </div>
    </div>
  );
}
