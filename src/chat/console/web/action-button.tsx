import { useSignal } from '@preact/signals';
import type { CommandAction } from '../../card.ts';
import { press } from './act.ts';
import { confirmed } from './confirm.tsx';

interface Props {
  action: CommandAction;
  place: string;
  /** Where the answer appears when it is not `place`; '' is wherever I look. */
  answerIn?: string;
  /** Stands in a menu. */
  item?: boolean;
}

/** A button that says a command. While the answer is under way it cannot be pressed again. */
export function ActionButton({ action, place, answerIn = place, item = false }: Props) {
  const busy = useSignal(false);
  const click = async () => {
    if (busy.peek() || !(await confirmed(action))) return;
    busy.value = true;
    await press(action, { place, answerIn }).finally(() => { busy.value = false; });
  };
  return (
    <button
      type="button"
      class={`button ${action.style ?? ''}`}
      role={item ? 'menuitem' : undefined}
      aria-disabled={busy.value}
      aria-busy={busy.value}
      onClick={() => void click()}
    >
      {action.label}
    </button>
  );
}
