import { effect, signal } from '@preact/signals';
import { alarming, muted } from './alarm.ts';
import { me } from './state.ts';

/** Two rising notes, twice, every four seconds: heard through a door, not confused with a chat. */
const NOTES = [[0, 660], [0.18, 880], [0.5, 660], [0.68, 880]] as const;
const EVERY_MS = 4000;
const NOTE_SECONDS = 0.16;

let made: AudioContext | undefined;
/** The browser keeps us silent until a gesture. */
export const locked = signal(false);

/** Makes sound possible; works within a gesture. */
export async function unlock(): Promise<void> {
  await device().resume();
  look();
}

function device(): AudioContext {
  if (!made) {
    made = new AudioContext();
    made.addEventListener('statechange', look);
  }
  return made;
}

function look(): void {
  locked.value = device().state !== 'running';
}

function play(): void {
  look();
  if (locked.peek()) return;
  const audio = device();
  const start = audio.currentTime + 0.02;
  for (const [after, hertz] of NOTES) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start + after);
    volume.gain.linearRampToValueAtTime(0.4, start + after + 0.02);
    volume.gain.linearRampToValueAtTime(0, start + after + NOTE_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(start + after);
    tone.stop(start + after + NOTE_SECONDS);
  }
}

/** Plays as long as I am paged, sound is on for me and not muted. */
export function watchSound(): void {
  for (const gesture of ['click', 'keydown'] as const) addEventListener(gesture, () => void unlock(), { once: true });
  let timer: ReturnType<typeof setInterval> | undefined;
  // Known before the first page, so that a window left open overnight is not silent by surprise.
  effect(() => {
    if (me.value?.soundOn === true) look();
  });
  effect(() => {
    clearInterval(timer);
    if (!alarming.value || muted.value || me.value?.soundOn !== true) return;
    play();
    timer = setInterval(play, EVERY_MS);
  });
}
