/** Databases that are up to date, one of each kind, to be copied: a test has better things to wait for than migrations. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connectDatabase } from '../src/platform/database/connect-database.ts'
import { migrateToLatest } from '../src/platform/database/migrate.ts'
import { createLog } from '../src/platform/log.ts'
import { newDataDir } from './data-dir.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the file. */
    migratedSqlite: string
  }
}

/** Of PostgreSQL: the name of its database. */
export const MIGRATED = 'migrated'

/** Called by vitest once, before all tests of the project. */
export async function setup(project: TestProject): Promise<() => void> {
  const dataDir = newDataDir()
  await migrate({ dataDir, databaseUrl: undefined })
  project.provide('migratedSqlite', join(dataDir, 'gantry.db'))
  return () => rmSync(dataDir, { recursive: true, force: true })
}

/** @param databaseUrl of an empty database */
export async function migrate(settings: {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
}): Promise<void> {
  const db = connectDatabase(settings, createLog('silent'))
  try {
    await migrateToLatest(db)
  } finally {
    await db.destroy()
  }
}
