import type { Sealer } from '../../secrets.ts';
import type { PreparedSource } from './directory.ts';

/** The secret for the tool's own signature; undefined when none is demanded. @throws AppError unavailable when it cannot be opened */
export const signingSecretOf = (source: Pick<PreparedSource, 'id' | 'sealedSigningSecret'>, sealer: Pick<Sealer, 'open'>): string | undefined =>
  source.sealedSigningSecret === null ? undefined : sealer.open(source.sealedSigningSecret, source.id);
