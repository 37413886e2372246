/** Builds the web app, unless what was built is newer than its sources. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isStale, ROOT } from './stale.ts'

const SOURCES = ['apps/web', 'packages/contract/src', 'packages/rules/src', 'pnpm-lock.yaml']

/** @returns false when it could not be built; why stands on standard error */
export function buildWebIfStale(): boolean {
  if (!isStale('apps/web/dist/index.html', SOURCES)) return true
  console.error('Building the web app …')
  const cwd = join(ROOT, 'apps/web')
  const vite = join(cwd, 'node_modules/.bin/vite')
  const build = spawnSync(vite, ['build', '--logLevel', 'error'], { cwd, stdio: 'inherit' })
  return build.status === 0
}
