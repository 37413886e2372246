/** `npm start`: builds the web app when its sources are newer than what was built, then runs the server until it ends. */
import { spawn } from 'node:child_process'
import { buildWebIfStale } from './build-web.ts'

if (!buildWebIfStale()) process.exit(1)

// A small young generation keeps the resident memory down; it costs nothing that a console would notice.
const args = ['--max-semi-space-size=4', 'apps/bff/src/main.ts', ...process.argv.slice(2)]
const server = spawn(process.execPath, args, { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', code => {
  process.exitCode = code ?? 1
})
