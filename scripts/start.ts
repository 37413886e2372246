/** `npm start`: builds the web app when its sources are newer than what was built, then runs the server until it ends. */
import { spawn } from 'node:child_process'
import { buildWebIfStale } from './build-web.ts'

if (!buildWebIfStale()) process.exit(1)

// Lists of a thousand groups leave much garbage: it is collected early, and its memory given back. docs/operating.md has figures.
const SMALL_HEAP = ['--max-semi-space-size=8', '--heap-growing-percent=60']
const env = { MALLOC_ARENA_MAX: '1', ...process.env }
const args = [...SMALL_HEAP, 'apps/bff/src/main.ts', ...process.argv.slice(2)]
const server = spawn(process.execPath, args, { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', code => {
  process.exitCode = code ?? 1
})
