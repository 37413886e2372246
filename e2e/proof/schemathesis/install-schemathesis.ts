/** Schemathesis from PyPI, in a virtual environment of its own that all checkouts share. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const VERSION = '4.32.5'

/**
 * @returns the path of its program
 * @throws Error naming what is missing
 */
export function installSchemathesis(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = join(cache, 'gantry', `schemathesis-${VERSION}`)
  const program = join(folder, 'bin', 'st')
  // The last thing that is made: an installation that broke off is not taken for one.
  const stamp = join(folder, '.installed')
  if (existsSync(stamp)) return program
  console.log(`Fetching schemathesis ${VERSION} (once) …`)
  rmSync(folder, { recursive: true, force: true })
  run('python3', ['-m', 'venv', folder], 'Python 3.10 or later with its venv module is needed')
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
  run(join(folder, 'bin', 'python'), [...pip, `schemathesis==${VERSION}`], 'pip could not install it')
  mkdirSync(stamp)
  return program
}

function run(program: string, args: readonly string[], complaint: string): void {
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`schemathesis ${VERSION}: ${complaint}.`)
}
