import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repairDriver } from '../../src/bundle-repairs.ts';
import { projectRoot } from '../../src/root.ts';

test('the driver that is installed still has the fault that the bundle repairs', () => {
  const repaired = repairDriver(readFileSync(join(projectRoot(), 'node_modules/postgres/src/connection.js'), 'utf8'));
  expect(repaired).toContain('if (!socket) {');
  expect(() => repairDriver(repaired)).toThrow('bundle-repairs.ts');
});
