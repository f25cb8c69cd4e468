import type { Sealer } from '../../secrets.ts';
import type { ProviderKind } from '../ports.ts';

type Config = Record<string, unknown>;

const mark = 'enc:';
/** What stands where a secret is. Given back unchanged by a form, it means: as before. */
export const mask = '••••••••';

const isSealed = (value: unknown): value is string => typeof value === 'string' && value.startsWith(mark);
const secretNames = (kind: ProviderKind): Set<string> => new Set(kind.fields.filter((field) => field.kind === 'secret').map((field) => field.name));

/** Settings as they are stored: each secret member sealed as JSON under the provider's id. */
export function sealMembers(config: Config, kind: ProviderKind, providerId: string, sealer: Pick<Sealer, 'seal'>): Config {
  const secret = secretNames(kind);
  return Object.fromEntries(Object.entries(config).map(([name, value]) =>
    [name, secret.has(name) && value != null ? mark + sealer.seal(JSON.stringify(value), providerId) : value]));
}

/** Settings as they are used. @throws AppError unavailable when a secret was sealed with another key or for another provider */
export function openMembers(config: Config, providerId: string, sealer: Pick<Sealer, 'open'>): Config {
  return Object.fromEntries(Object.entries(config).map(([name, value]) =>
    [name, isSealed(value) ? JSON.parse(sealer.open(value.slice(mark.length), providerId)) as unknown : value]));
}

/** Settings as they are shown. */
export function maskMembers(config: Config): Config {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, isSealed(value) ? mask : value]));
}
