/** The browser of the tests: Debian's Chromium, so that none is downloaded. */
import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

/** @throws Error saying what to install */
export function findChromium(): string {
  const found = PLACES.find(path => existsSync(path))
  if (found === undefined) {
    throw new Error('The browser tests need Chromium: install it (on Debian: apt-get install chromium).')
  }
  return found
}
