import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** What comes soon comes within a second on an idle machine. */
const expectation = { poll: { timeout: 20_000 } }
/** Where files of one worker share what they import, which none of them changes: reading it for each takes a third of the time. */
const isolate = false

export default defineConfig({
  test: {
    // Most tests wait for a broker or a database: one more at a time than there are cores.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'unit',
          isolate,
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          expect: expectation,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'bff',
          isolate,
          include: ['apps/bff/src/**/*.test.ts'],
          globalSetup: ['apps/bff/test-support/migrated.ts', 'apps/bff/test-support/postgres.ts'],
          expect: expectation,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'bff-broker',
          isolate,
          include: ['apps/bff/broker-tests/**/*.test.ts'],
          globalSetup: ['apps/bff/test-support/migrated.ts', 'packages/remoting/contract/real-cluster.ts'],
          // Their servers, brokers and clients want the machine for themselves, after all others.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          expect: expectation,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'web', isolate, include: ['apps/web/src/**/*.test.{ts,tsx}'] } },
      {
        test: {
          name: 'rig',
          include: ['e2e/rig/src/**/*.test.ts'],
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'broker',
          include: ['packages/*/contract/**/*.contract.ts', 'packages/*/broker-tests/**/*.test.ts'],
          globalSetup: ['packages/remoting/contract/real-cluster.ts'],
          expect: expectation,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'sandbox',
          include: [
            'packages/remoting/contract/**/*.contract.ts',
            'packages/remoting/broker-tests/java-interop.test.ts',
            'packages/remoting/broker-tests/consumer-*.test.ts',
            'packages/sandbox/java-tests/**/*.test.ts',
          ],
          // It starts a real master and its slave by itself: the sandbox would have no part in it.
          exclude: ['packages/remoting/broker-tests/consumer-failover.test.ts'],
          globalSetup: ['packages/sandbox/contract/sandbox-cluster.ts'],
          expect: expectation,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
