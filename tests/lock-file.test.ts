import { expect, test } from 'vitest';
import { textOf } from './code.ts';

const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { version: string; integrity?: string; optionalDependencies?: Record<string, string> }> };

/*
 * `npm install` leaves out what a registry does not have (yet) for another platform, without a word;
 * `npm ci` then refuses on every machine. Cure: the newest version whose platform packages all exist.
 */
test('the lock file holds every platform package, so that npm ci accepts it everywhere', () => {
  const wanted = Object.values(lock.packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(10);
  expect(wanted.filter((name) => !(`node_modules/${name}` in lock.packages))).toEqual([]);
});

test('every package of the lock file is held to its content', () => {
  expect(Object.entries(lock.packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined).map(([path]) => path)).toEqual([]);
});
