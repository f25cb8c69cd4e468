import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadSetting, type Config } from '../config.ts';
import type { Sql } from '../db/client.ts';
import { json } from '../db/client.ts';
import { keyFrom, sealer, type Keys, type Sealer } from '../secrets.ts';

/** The keys: from the environment, else from the data folder, where the first start writes one (0600). */
export function readKeys(config: Config): Keys {
  const old = config.IMAS_OLD_SECRET_KEYS.map((key) => keyFrom(key.reveal()));
  if (config.IMAS_SECRET_KEY !== undefined) return { current: keyFrom(config.IMAS_SECRET_KEY.reveal()), old };
  const file = join(config.dataDir, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  chmodSync(file, 0o600);
  return { current: keyFrom(readFileSync(file, 'utf8').trim()), old };
}

/**
 * A key that cannot open what is stored is refused at start, before anything is sealed with it. The first start
 * stores a probe; after a rotation the probe is sealed anew with the current key.
 * @throws BadSetting
 */
export async function checkKeys(sql: Sql, keys: Keys): Promise<Sealer> {
  const seal = sealer(keys);
  const probe = seal.seal('imas', 'secret-probe');
  await sql`insert into installation (name, value) values ('secret-probe', ${json(probe)}::jsonb) on conflict do nothing`;
  const [row] = await sql<{ value: string }[]>`select value from installation where name = 'secret-probe'`;
  try {
    seal.open(row!.value, 'secret-probe');
  } catch {
    throw new BadSetting('The setting IMAS_SECRET_KEY is wrong: it cannot open the secrets stored in this database. Set the key they were stored with, or add it to IMAS_OLD_SECRET_KEYS.');
  }
  await sql`update installation set value = ${json(probe)}::jsonb where name = 'secret-probe'`;
  return seal;
}
