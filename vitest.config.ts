import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const faults = process.env['IMAS_TEST_FAULTS'] !== undefined;

export default defineConfig({
  test: {
    include: [faults ? 'tests/faults/**/*.test.ts' : 'tests/**/*.test.ts'],
    exclude: faults ? [] : ['tests/faults/**', 'tests/bench/**'],
    globalSetup: ['./tests/global-setup.ts'],
    // A process for each core, kept for all its files: importing drizzle once more costs a second.
    // Processes, not threads: PostgreSQL ends with the thread that started it.
    pool: 'forks',
    isolate: false,
    maxWorkers: faults ? 1 : Math.min(4, availableParallelism()),
    // In CI a failed test gets a second try, and the run says which ones needed it (tests/run.ts).
    retry: process.env['CI'] === undefined || faults ? 0 : 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: process.env['IMAS_TEST_REPORT'] ? ['default', ['json', { outputFile: process.env['IMAS_TEST_REPORT'] }]] : ['default'],
  },
});
