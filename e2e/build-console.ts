/** Runs once before the tests: the console serves what was built, and that must be what is in the sources. */
import { buildWebIfStale } from '../scripts/build-web.ts'

// biome-ignore lint/style/noDefaultExport: what Playwright asks for
export default function buildConsole(): void {
  if (!buildWebIfStale()) throw new Error('The web app could not be built.')
}
