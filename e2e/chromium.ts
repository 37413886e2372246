/**
 * The browser of the tests: Debian's Chromium, so that none is downloaded. Best is the one without windows, which takes two thirds of
 * the processor's time.
 */
import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

export const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

/** Undefined where none is installed. */
export const CHROMIUM: string | undefined = PLACES.find(path => existsSync(path))

/** @throws Error saying what to install */
export function findChromium(): string {
  if (CHROMIUM === undefined) {
    throw new Error(
      'The browser tests need Chromium: install it (on Debian: apt-get install chromium-headless-shell).',
    )
  }
  return CHROMIUM
}
