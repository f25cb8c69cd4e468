const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const inner = [error.cause, (error as { original?: unknown }).original, ...(error instanceof AggregateError ? error.errors : [])];
  return [error.name, String((error as NodeJS.ErrnoException).code), ...inner.flatMap(codesOf)];
};

/** Why a call got no answer: `timeout`, `unreachable` (nothing can have been done) or `network` (it may have been). */
export function networkCode(error: unknown): 'timeout' | 'unreachable' | 'network' {
  const codes = codesOf(error);
  if (codes.includes('TimeoutError') || codes.includes('AbortError')) return 'timeout';
  return codes.some((code) => /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code)) ? 'unreachable' : 'network';
}
