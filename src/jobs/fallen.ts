/**
 * Does this error say that its connection is gone? postgres.js takes a fallen connection back by itself: to release a
 * reserved one after that would hand a closed socket to whoever asks next.
 */
export function isFallen(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(CONNECTION_|ECONN|EPIPE$|ETIMEDOUT$|57P0|25P03$)/.test(code);
}
