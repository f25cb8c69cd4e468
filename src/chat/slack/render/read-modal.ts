import type { LoadValue } from '../../values.ts';
import { unpacked } from './actions.ts';
import type { Carry, Luggage } from './modal.ts';

/** What Slack says of one input. */
interface State {
  value?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: readonly { value?: string }[] | null;
  selected_date_time?: number | null;
  selected_conversation?: string | null;
  selected_user?: string | null;
}
/** A view as Slack posts it when it is submitted. */
export interface SubmittedView {
  private_metadata?: string;
  blocks?: readonly { type?: string; block_id?: string }[];
  state?: { values?: Readonly<Record<string, Readonly<Record<string, State>>>> };
}
export interface ReadModal { command: string; args: Record<string, string>; values: Record<string, string>; carry: Carry }

/** What a person filled in, as `Dispatch.submit` takes it; undefined when the form is none of ours or what it carried is gone. */
export async function readModal(view: SubmittedView, loadValue: LoadValue): Promise<ReadModal | undefined> {
  const luggage = await readLuggage(view.private_metadata ?? '', loadValue);
  if (luggage === undefined) return undefined;
  const values: Record<string, string> = {};
  const states = Object.entries(view.state?.values ?? {});
  for (const [at, { name, otherwise }] of luggage.fields.entries()) {
    const state = states.find(([blockId]) => blockId.startsWith(`${at}:`))?.[1];
    const filled = await readState(Object.values(state ?? {})[0], loadValue);
    values[name] = filled === '' ? (otherwise ?? '') : filled;
  }
  return { command: luggage.command, args: { ...luggage.args }, values, carry: luggage.carry };
}

async function readState(state: State | undefined, loadValue: LoadValue): Promise<string> {
  if (state === undefined) return '';
  if (state.selected_date_time != null) return new Date(state.selected_date_time * 1000).toISOString();
  const picked = state.selected_conversation ?? state.selected_user;
  if (picked != null) return picked;
  const chosen = state.selected_options ?? (state.selected_option ? [state.selected_option] : undefined);
  if (chosen === undefined) return state.value ?? '';
  const values = await Promise.all(chosen.map((option) => unpacked(option.value ?? '', loadValue)));
  return values.filter((value) => value !== undefined).join(',');
}

async function readLuggage(written: string, loadValue: LoadValue): Promise<Luggage | undefined> {
  try {
    const read = JSON.parse(written) as Luggage | { kept: string };
    const luggage = 'kept' in read ? ((await loadValue(read.kept)) as Luggage | undefined) : read;
    return luggage !== undefined && typeof luggage.command === 'string' && Array.isArray(luggage.fields) ? luggage : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
