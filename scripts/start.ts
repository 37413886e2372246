/** `npm start`: builds the web app when its sources are newer than what was built, then runs the server until it ends. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const BUILT = 'apps/web/dist/index.html'
const SOURCES = ['apps/web', 'packages/contract/src', 'packages/rules/src', 'pnpm-lock.yaml']
const NOT_SOURCES = new Set(['node_modules', 'dist'])

if (isStale()) {
  console.error('Building the web app …')
  const build = spawnSync('node_modules/.bin/vite', ['build', '--logLevel', 'error'], {
    cwd: 'apps/web',
    stdio: 'inherit',
  })
  if (build.status !== 0) process.exit(1)
}

// A small young generation keeps the resident memory down; it costs nothing that a console would notice.
const args = ['--max-semi-space-size=4', 'apps/bff/src/main.ts', ...process.argv.slice(2)]
const server = spawn(process.execPath, args, { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', code => {
  process.exitCode = code ?? 1
})

function isStale(): boolean {
  if (!existsSync(BUILT)) return true
  const builtMs = statSync(BUILT).mtimeMs
  return SOURCES.some(path => newestMs(path) > builtMs)
}

function newestMs(path: string): number {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  const names = readdirSync(path).filter(name => !NOT_SOURCES.has(name))
  return Math.max(0, ...names.map(name => newestMs(join(path, name))))
}
