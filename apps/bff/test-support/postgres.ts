/**
 * A throw-away PostgreSQL for one run of the tests, or for one of them: its own data directory, a free port on the loopback,
 * ended with the run. Needs Debian's `postgresql` or another installation whose programs are on the path.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { IN_MEMORY } from './data-dir.ts'
import { MIGRATED, migrate } from './migrated.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server, with the database `postgres`. */
    postgresUrl: string
  }
}

/** PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 'postgres'
/** Its server lives as long as its input is open, so that it also ends when the tests are killed. */
const WATCHED = '"$0" "$@" & server=$!; read -r _; kill -QUIT $server; wait $server'
const START_TIMEOUT_MS = 60_000
const POLL_MS = 50

export interface ThrowAwayPostgres extends AsyncDisposable {
  /** Address of the server, with the database `postgres`. */
  readonly url: string
  /** Its data stay. */
  stop(): Promise<void>
  /** Again, at the same address. */
  start(): Promise<void>
}

/** Called by vitest once, before all tests of the project. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres(IN_MEMORY)
  await makeMigrated(postgres.url)
  project.provide('postgresUrl', postgres.url)
  return async () => postgres[Symbol.asyncDispose]()
}

async function makeMigrated(postgresUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: postgresUrl })
  await owner.connect()
  await owner.query(`create database ${MIGRATED}`)
  await owner.end()
  const url = new URL(postgresUrl)
  url.pathname = MIGRATED
  await migrate({ dataDir: '', databaseUrl: url.href })
}

/**
 * Gone with all its data when it is disposed of.
 * @param parent of its data directory
 */
export async function startPostgres(parent = tmpdir()): Promise<ThrowAwayPostgres> {
  const dir = mkdtempSync(join(parent, 'gantry-postgres-'))
  if (isRoot()) chownSync(dir, Number(idOf('-u')), Number(idOf('-g')))
  makeData(dir)
  const port = await freePort()
  const url = `postgres://${UNPRIVILEGED}@127.0.0.1:${port}/postgres`
  let stop = run(dir, port)
  await untilReady(url)
  return {
    url,
    stop: () => stop(),
    async start() {
      stop = run(dir, port)
      await untilReady(url)
    },
    async [Symbol.asyncDispose]() {
      await stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function makeData(dir: string): void {
  const [initdb, ...args] = unprivileged([
    programPath('initdb'),
    ...['--pgdata', dataOf(dir), '--username', UNPRIVILEGED, '--auth', 'trust', '--encoding', 'UTF8'],
    '--no-sync',
  ])
  execFileSync(initdb, args, { cwd: dir, stdio: 'ignore', env: ENVIRONMENT })
}

/** @returns ends it; harmless when it has ended */
function run(dir: string, port: number): () => Promise<void> {
  const options = { listen_addresses: '127.0.0.1', port, unix_socket_directories: dir, fsync: 'off' }
  const settings = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [shell, ...args] = unprivileged([
    ...(['sh', '-c', WATCHED, programPath('postgres'), '-D', dataOf(dir)] as const),
    ...settings,
  ])
  const child = spawn(shell, args, { cwd: dir, stdio: ['pipe', 'ignore', 'ignore'], env: ENVIRONMENT })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  return () => {
    child.stdin.end()
    return ended
  }
}

const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8' }

function dataOf(dir: string): string {
  return join(dir, 'data')
}

async function untilReady(url: string): Promise<void> {
  const deadlineMs = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (Date.now() > deadlineMs)
        throw new Error('PostgreSQL did not start for the tests.', { cause: error })
      await setTimeout(POLL_MS)
    } finally {
      await client.end()
    }
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function unprivileged(command: readonly [string, ...string[]]): [string, ...string[]] {
  return isRoot() ? ['runuser', '-u', UNPRIVILEGED, '--', ...command] : [...command]
}

function idOf(kind: '-u' | '-g'): string {
  return execFileSync('id', [kind, UNPRIVILEGED], { encoding: 'utf8' }).trim()
}

function programPath(program: string): string {
  const newest = globSync(`/usr/lib/postgresql/*/bin/${program}`).toSorted().at(-1)
  return newest ?? program
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
