import { computed, signal } from '@preact/signals';
import type { Answer } from '../../card.ts';
import type { Card, ConsoleState, Form, PlaceView, Problem } from '../contract.ts';

/** `unknown` until the first answer of the server. */
export const session = signal<'unknown' | 'in' | 'out'>('unknown');
export const state = signal<ConsoleState | undefined>();
export const me = computed(() => state.value?.me);
/** False while the event stream is broken. */
export const connected = signal(true);

/** An answer that I alone see, below the messages of a place, until I dismiss it. */
export interface Ephemeral { id: number; place: string; at: string; card?: Card; problem?: Problem; follow?: Follow }
/** What an answer is drawn anew with when its incident changes. */
export type Follow = NonNullable<Extract<Answer, { kind: 'card' }>['follow']>;
export const ephemerals = signal<readonly Ephemeral[]>([]);
let lastEphemeral = 0;

/** Shows an answer or a problem to me alone. `place` is '' outside of the chat. */
export function whisper(place: string, what: { card: Card; follow?: Follow } | { problem: Problem }): void {
  lastEphemeral += 1;
  ephemerals.value = [...ephemerals.value, { id: lastEphemeral, place, at: new Date().toISOString(), ...what }];
}
/** The same answer with newer words; nothing when it was dismissed meanwhile. */
export function reword(id: number, card: Card): void {
  ephemerals.value = ephemerals.value.map((it) => (it.id === id ? { ...it, card } : it));
}
export function dismiss(id: number): void {
  ephemerals.value = ephemerals.value.filter((it) => it.id !== id);
}

/** The form that lies open above everything. `serial` tells a new form from a corrected one. */
export const openForm = signal<{ form: Form; place: string; serial: number } | undefined>();

/** Unacknowledged pages for me, everywhere. */
export const pageCount = computed(() => state.value?.places.reduce((sum, place) => sum + place.pages, 0) ?? 0);

export const placeById = (id: string): PlaceView | undefined => state.value?.places.find((place) => place.id === id);

/** The place to begin with: where I am paged, then where there is something new, then the first channel. */
export function firstPlace(): PlaceView | undefined {
  const places = state.value?.places ?? [];
  return places.find((it) => it.pages > 0) ?? places.find((it) => it.kind === 'channel') ?? places[0];
}

/** Forgets everything of the person who was here. */
export function clear(): void {
  state.value = undefined;
  ephemerals.value = [];
  openForm.value = undefined;
}
