/** `npm start`: builds what is older than its sources, the web app and the server, then runs the server until it ends. */
import { spawn } from 'node:child_process'
import { buildServerIfStale, SERVER_PROGRAM } from './build-server.ts'
import { buildWebIfStale } from './build-web.ts'

if (!buildWebIfStale()) process.exit(1)
await buildServerIfStale()

// Lists of a thousand groups leave much garbage: it is collected early, and its memory given back. docs/operating.md has figures.
const SMALL_HEAP = ['--max-semi-space-size=8', '--heap-growing-percent=60']
const env = { MALLOC_ARENA_MAX: '1', ...process.env }
const server = spawn(process.execPath, [...SMALL_HEAP, SERVER_PROGRAM, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', code => {
  process.exitCode = code ?? 1
})
