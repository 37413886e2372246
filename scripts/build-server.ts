/**
 * Bundles the server with all that it imports, unless the bundle is newer than its sources. It starts from source, too; but then
 * Node looks for 1,400 modules, which takes two thirds of the start and 30 MB.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'
import { isStale, ROOT } from './stale.ts'

const SOURCES = ['apps/bff/src', 'packages', 'pnpm-lock.yaml', 'scripts/build-server.ts']
const BUILT = 'apps/bff/dist/main.js'

export const SERVER_PROGRAM: string = join(ROOT, BUILT)

/** @throws Error when a source cannot be bundled */
export async function buildServerIfStale(): Promise<void> {
  if (!isStale(BUILT, SOURCES)) return
  // Loaded only when there is something to do.
  const { build } = await import('rolldown')
  await build({
    input: { main: join(ROOT, 'apps/bff/src/main.ts') },
    platform: 'node',
    plugins: [whereItWas],
    output: { dir: join(ROOT, 'apps/bff/dist'), cleanDir: true },
  })
}

/** Files that a source finds beside itself, such as templates and the built web app, are still found from where the source is. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  transform: {
    filter: { id: /^(?!.*node_modules).*\.ts$/, code: /import\.meta\.url/ },
    handler: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
  },
}
