/** Runs once before the tests: they need a browser, and use what was built, which must be what is in the sources. */
import { buildServerIfStale } from '../scripts/build-server.ts'
import { buildWebIfStale } from '../scripts/build-web.ts'
import { findChromium } from './chromium.ts'

// biome-ignore lint/style/noDefaultExport: what Playwright asks for
export default async function buildConsole(): Promise<void> {
  findChromium()
  if (!buildWebIfStale()) throw new Error('The web app could not be built.')
  await buildServerIfStale()
}
