/** Builds the web app, unless what was built is newer than its sources. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const BUILT = 'apps/web/dist/index.html'
const SOURCES = ['apps/web', 'packages/contract/src', 'packages/rules/src', 'pnpm-lock.yaml']
const NOT_SOURCES = new Set(['node_modules', 'dist'])

/** @returns false when it could not be built; why stands on standard error */
export function buildWebIfStale(): boolean {
  if (!isStale()) return true
  console.error('Building the web app …')
  const cwd = join(ROOT, 'apps/web')
  const vite = join(cwd, 'node_modules/.bin/vite')
  const build = spawnSync(vite, ['build', '--logLevel', 'error'], { cwd, stdio: 'inherit' })
  return build.status === 0
}

function isStale(): boolean {
  const built = join(ROOT, BUILT)
  if (!existsSync(built)) return true
  const builtMs = statSync(built).mtimeMs
  return SOURCES.some(path => newestMs(join(ROOT, path)) > builtMs)
}

function newestMs(path: string): number {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  const names = readdirSync(path).filter(name => !NOT_SOURCES.has(name))
  return Math.max(0, ...names.map(name => newestMs(join(path, name))))
}
