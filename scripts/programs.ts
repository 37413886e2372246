/** Programs the tests need besides Node: on Debian as root they are installed, elsewhere one sentence says what to do. */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { CHROMIUM } from '../e2e/chromium.ts'

const DEBIAN_PACKAGE = {
  java: 'openjdk-17-jdk-headless',
  mvn: 'maven',
  postgres: 'postgresql',
  chromium: 'chromium-headless-shell',
} as const

export type Program = keyof typeof DEBIAN_PACKAGE

export function ensurePrograms(programs: readonly Program[]): void {
  const missing = programs.filter(program => !isInstalled(program))
  if (missing.length === 0) return
  const packages = missing.map(program => DEBIAN_PACKAGE[program])
  const canInstall = process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0
  if (!canInstall) {
    console.error(
      `The tests need ${missing.join(', ')}: install them (on Debian: apt-get install ${packages.join(' ')}).`,
    )
    process.exit(1)
  }
  console.log(`Installing ${packages.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const steps = [
    ['update', '-qq'],
    ['install', '-y', '-qq', ...packages],
  ]
  const ok = steps.every(
    args => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0,
  )
  if (!ok) {
    console.error(`apt-get could not install ${packages.join(' ')}.`)
    process.exit(1)
  }
}

function isInstalled(program: Program): boolean {
  if (spawnSync('which', [program]).status === 0) return true
  if (program === 'chromium') return CHROMIUM !== undefined
  // Debian keeps the programs of PostgreSQL's server off the path.
  return program === 'postgres' && globSync('/usr/lib/postgresql/*/bin/postgres').length > 0
}
