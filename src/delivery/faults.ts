const CERTIFICATE = /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|.*CERT.*|.*_ISSUER.*|.*_CRL.*|UNABLE_TO_VERIFY_.*|UNABLE_TO_DECODE_.*)$/;

interface Coded {
  code?: unknown;
  originalCode?: unknown;
}

/** The system's or OpenSSL's short name for a fault (`ECONNREFUSED`, `CERT_HAS_EXPIRED`), looking through causes and aggregates. */
export function faultCode(error: unknown): string | undefined {
  for (const one of chain(error)) {
    const { code, originalCode } = one as Coded;
    if (typeof originalCode === 'string') return originalCode;
    if (typeof code === 'string') return code;
  }
  return undefined;
}

/** Did a certificate fail its check? Waiting does not mend that. */
export function isCertificateFault(error: unknown): boolean {
  return CERTIFICATE.test(faultCode(error) ?? '');
}

/** The first error of a type in the chain of causes. */
export function findCause<E extends Error>(error: unknown, type: new (...args: never[]) => E): E | undefined {
  return chain(error).find((one): one is E => one instanceof type);
}

function chain(error: unknown): Error[] {
  const found: Error[] = [];
  for (let one = error; one instanceof Error && found.length < 8; one = one.cause ?? firstOf(one)) found.push(one);
  return found;
}

function firstOf(error: Error): unknown {
  return error instanceof AggregateError ? error.errors[0] : undefined;
}
