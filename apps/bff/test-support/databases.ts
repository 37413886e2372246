/** A database of each kind: store tests run on both. */
import { randomBytes } from 'node:crypto'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { newDataDir } from './data-dir.ts'
import { MIGRATED } from './migrated.ts'

export const ENGINES = ['sqlite', 'postgres'] as const
export type TestEngine = (typeof ENGINES)[number]

export interface TestDatabase extends AsyncDisposable {
  /** What a configuration needs to reach it. */
  readonly settings: { readonly dataDir: string; readonly databaseUrl: string | undefined }
}

/** Empty. */
export function createDatabase(engine: TestEngine): Promise<TestDatabase> {
  return create(engine, undefined)
}

/** As it is when a server has started on it for the first time and made nothing yet. */
export function createMigratedDatabase(engine: TestEngine): Promise<TestDatabase> {
  return create(engine, MIGRATED)
}

async function create(engine: TestEngine, template: typeof MIGRATED | undefined): Promise<TestDatabase> {
  const dataDir = newDataDir()
  const removeDir = (): void => rmSync(dataDir, { recursive: true, force: true })
  if (engine === 'sqlite') {
    if (template) copyFileSync(inject('migratedSqlite'), join(dataDir, 'gantry.db'))
    return { settings: { dataDir, databaseUrl: undefined }, [Symbol.asyncDispose]: async () => removeDir() }
  }
  const name = `test_${randomBytes(6).toString('hex')}`
  await runAsOwner(`create database ${name} template ${template ?? 'template1'}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = name
  return {
    settings: { dataDir, databaseUrl: url.href },
    async [Symbol.asyncDispose]() {
      await runAsOwner(`drop database ${name} with (force)`)
      removeDir()
    },
  }
}

/** Runs one statement beside the server under test. */
export async function runAsOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
