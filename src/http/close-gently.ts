import type { Server } from 'node:http';

/** How often connections that became idle are let go while we close. */
const LOOK_EVERY_MS = 25;

/** Stops accepting, waits for requests under way, at most so long, then cuts the rest. */
export async function closeGently(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(look);
  clearTimeout(cut);
}
