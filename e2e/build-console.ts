/** Runs once before the tests: they use what was built, and that must be what is in the sources. */
import { buildServerIfStale } from '../scripts/build-server.ts'
import { buildWebIfStale } from '../scripts/build-web.ts'

// biome-ignore lint/style/noDefaultExport: what Playwright asks for
export default async function buildConsole(): Promise<void> {
  if (!buildWebIfStale()) throw new Error('The web app could not be built.')
  await buildServerIfStale()
}
