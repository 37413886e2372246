/** An empty database of each kind: store tests run on both. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

export const ENGINES = ['sqlite', 'postgres'] as const
export type TestEngine = (typeof ENGINES)[number]

export interface TestDatabase extends AsyncDisposable {
  /** What a configuration needs to reach it. */
  readonly settings: { readonly dataDir: string; readonly databaseUrl: string | undefined }
}

export async function createDatabase(engine: TestEngine): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gantry-bff-'))
  const removeDir = (): void => rmSync(dataDir, { recursive: true, force: true })
  if (engine === 'sqlite') {
    return { settings: { dataDir, databaseUrl: undefined }, [Symbol.asyncDispose]: async () => removeDir() }
  }
  const name = `test_${randomBytes(6).toString('hex')}`
  await runAsOwner(`create database ${name}`)
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
