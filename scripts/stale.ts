/** What was built is stale when one of its sources is newer. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const NOT_SOURCES = new Set(['node_modules', 'dist'])

/** @param built a file, and its sources: files and folders, all of them paths in the repository */
export function isStale(built: string, sources: readonly string[]): boolean {
  const path = join(ROOT, built)
  if (!existsSync(path)) return true
  const builtMs = statSync(path).mtimeMs
  return sources.some(source => newestMs(join(ROOT, source)) > builtMs)
}

function newestMs(path: string): number {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  const names = readdirSync(path).filter(name => !NOT_SOURCES.has(name))
  return Math.max(0, ...names.map(name => newestMs(join(path, name))))
}
