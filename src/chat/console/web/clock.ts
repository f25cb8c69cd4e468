import { signal } from '@preact/signals';

/** The present in milliseconds; ticks so that "3 minutes ago" stays true. */
export const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 5000);
