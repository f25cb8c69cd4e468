import { readFileSync } from 'node:fs';

/**
 * npm killed with -9 cannot pass a signal on; then the server would go on without anyone knowing.
 * Calls `onGone` once when npm (or the shell between, or the older Node that started us) is gone. Does nothing when
 * started in another way, so that a daemon whose starter ends by design lives on.
 * @returns a function that ends the watch
 */
export function watchParent(onGone: () => void, everyMs = 500): () => void {
  if (!process.env['npm_lifecycle_event'] && !process.env['IMAS_STARTED_BY']) return () => {};
  const before = ancestry();
  const timer = setInterval(() => {
    if (ancestry() === before) return;
    clearInterval(timer);
    onGone();
  }, everyMs).unref();
  return () => clearInterval(timer);
}

/** Parent, and the parent's parent where the system tells: npm starts scripts through a shell, which survives npm. */
function ancestry(): string {
  const parent = process.ppid;
  try {
    const fields = readFileSync(`/proc/${parent}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    const between = process.env['IMAS_STARTED_BY'] ? true : /^(sh|dash|bash|ash)$/.test(readFileSync(`/proc/${parent}/comm`, 'utf8').trim());
    return between ? `${parent}<${fields[1]}` : String(parent);
  } catch {
    return String(parent);
  }
}
