/**
 * A throw-away PostgreSQL for one run of the tests: its own data directory, a free port on the loopback, ended with the
 * run. Needs Debian's `postgresql` or another installation whose programs are on the path.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

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

/** Called by vitest once, before all tests of the project. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'gantry-postgres-'))
  if (isRoot()) chownSync(dir, Number(idOf('-u')), Number(idOf('-g')))
  const data = join(dir, 'data')
  const [initdb, ...initdbArgs] = unprivileged([
    programPath('initdb'),
    ...['--pgdata', data, '--username', UNPRIVILEGED, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
  ])
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  execFileSync(initdb, initdbArgs, { cwd: dir, stdio: 'ignore', env })
  const port = await freePort()
  const options = { listen_addresses: '127.0.0.1', port, unix_socket_directories: dir, fsync: 'off' }
  const settings = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [shell, ...shellArgs] = unprivileged([
    'sh',
    '-c',
    WATCHED,
    programPath('postgres'),
    '-D',
    data,
    ...settings,
  ])
  const child = spawn(shell, shellArgs, { cwd: dir, stdio: ['pipe', 'ignore', 'ignore'], env })
  const ended = new Promise(resolve => child.once('close', resolve))
  const url = `postgres://${UNPRIVILEGED}@127.0.0.1:${port}/postgres`
  await untilReady(url)
  project.provide('postgresUrl', url)
  return async () => {
    child.stdin.end()
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
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
