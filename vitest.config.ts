import { defineConfig } from 'vitest/config'
import { SlowFirst } from './tests/setup/slow-first.ts'

/** Suites by cost: `unit` runs on every save, the others before pushing and in CI. */
const suites = {
  whole: [
    'tests/feeds.test.ts',
    'tests/broken/inputs.test.ts',
    'tests/{bundle,cli,entry,rehearse}/**/*.test.ts',
    'tests/jsonata/*.test.ts',
  ],
  conformance: ['tests/conformance/**/*.test.ts'],
  real: ['tests/real/**/*.test.ts'],
  crash: ['tests/{crash,faults}/**/*.test.ts'],
  e2e: ['tests/e2e/**/*.test.ts'],
  services: ['tests/services/**/*.test.ts'],
  stacks: ['tests/stacks/**/*.test.ts'],
}
const slow = Object.values(suites).flat()

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    globalSetup: 'tests/setup/left-behind.ts',
    // Servers take their time to end.
    teardownTimeout: 60_000,
    reporters: ['default', './tests/setup/totals.ts'],
    coverage: { provider: 'v8', include: ['engine/**'], reporter: ['text-summary'] },
    projects: [
      // Modules are loaded once for all files: half the time, and no test leaves anything behind in one.
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: slow,
          testTimeout: 30_000,
          isolate: false,
        },
      },
      { test: { name: 'whole', include: suites.whole, testTimeout: 60_000 } },
      { test: { name: 'conformance', include: suites.conformance, testTimeout: 30_000 } },
      { test: { name: 'real', include: suites.real, testTimeout: 180_000 } },
      { test: { name: 'crash', include: suites.crash, testTimeout: 300_000, hookTimeout: 60_000 } },
      // Plans take some seconds each and are shared by files.
      { test: { name: 'stacks', include: suites.stacks, testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: 'e2e', include: suites.e2e, testTimeout: 180_000 } },
      // Real servers, started once for all of its files. Most of its time is spent waiting for them, by many at once.
      {
        test: {
          name: 'services',
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          include: suites.services,
          globalSetup: 'tests/setup/services.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
