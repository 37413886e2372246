/**
 * A throw-away PostgreSQL for one run of the tests: its own data directory, a free port on the loopback, ended with the
 * run. Needs Debian's `postgresql` or another installation whose programs are on the path.
 */
import { execFileSync } from 'node:child_process'
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server, with the database `postgres`. */
    postgresUrl: string
  }
}

/** PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 'postgres'

/** Called by vitest once, before all tests of the project. */
export async function setup(project: TestProject): Promise<() => void> {
  const dir = mkdtempSync(join(tmpdir(), 'gantry-postgres-'))
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(dir, Number(idOf('-u')), Number(idOf('-g')))
  const run = (program: string, ...args: string[]): void => {
    const command = [programPath(program), ...args]
    const [file = '', ...rest] = isRoot ? ['runuser', '-u', UNPRIVILEGED, '--', ...command] : command
    // pg_ctl leaves the server behind with its output, so there must be no pipe to wait for.
    execFileSync(file, rest, { cwd: dir, stdio: 'ignore', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  }
  const data = join(dir, 'data')
  const port = await freePort()
  run(
    'initdb',
    '--pgdata',
    data,
    '--auth',
    'trust',
    '--username',
    UNPRIVILEGED,
    '--no-sync',
    '--encoding',
    'UTF8',
  )
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${dir} -c fsync=off`
  run('pg_ctl', 'start', '--pgdata', data, '--wait', '--log', join(dir, 'log'), '--options', options)
  project.provide('postgresUrl', `postgres://${UNPRIVILEGED}@127.0.0.1:${port}/postgres`)
  return () => {
    run('pg_ctl', 'stop', '--pgdata', data, '--mode', 'immediate')
    rmSync(dir, { recursive: true, force: true })
  }
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
