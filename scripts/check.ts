/** `npm run check`: types, lint and format, boundaries, dead code. `--fix` formats instead of complaining. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'

/** What each found the last time: the next run looks at what has changed since. */
const CACHE = 'node_modules/.cache/check'
const remembering = (name: string): string[] => [
  '--incremental',
  '--tsBuildInfoFile',
  `${CACHE}/${name}.tsbuildinfo`,
]

const fix = process.argv.includes('--fix')
const checks: ReadonlyArray<readonly [name: string, command: string, ...args: string[]]> = [
  ['types', 'tsc', '--project', '.', ...remembering('root')],
  ['types of the web app', 'tsc', '--project', 'apps/web', ...remembering('web')],
  ['lint and format', 'biome', 'check', ...(fix ? ['--write'] : ['--error-on-warnings']), '.'],
  [
    'boundaries',
    'depcruise',
    '--no-progress',
    ...['--cache', boundariesCache(), '--cache-strategy', 'content'],
    ...['apps', 'packages', 'e2e', 'bench', 'scripts'],
  ],
  ['dead code', 'knip', '--no-progress', '--cache', '--cache-location', `${CACHE}/dead-code`],
  ['budgets', process.execPath, 'scripts/budgets.ts'],
]

const results = await Promise.all(checks.map(([name, command, ...args]) => run(name, command, args)))
for (const { name, ok, output } of results) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`)
  if (!ok) console.log(output)
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1

function run(
  name: string,
  command: string,
  args: string[],
): Promise<{ name: string; ok: boolean; output: string }> {
  return new Promise(resolve => {
    const path = `node_modules/.bin:${process.env.PATH ?? ''}`
    const child = spawn(command, args, {
      env: { ...process.env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.on('error', error => resolve({ name, ok: false, output: error.message }))
    child.on('close', code => resolve({ name, ok: code === 0, output }))
  })
}

/** Of what is installed now: the tool remembers which imports it could not find, and would not look again when they are there. */
function boundariesCache(): string {
  const lock = 'node_modules/.pnpm/lock.yaml'
  const installed = existsSync(lock) ? readFileSync(lock) : ''
  const name = `boundaries-${createHash('sha256').update(installed).digest('hex').slice(0, 16)}`
  const others = existsSync(CACHE) ? readdirSync(CACHE) : []
  for (const other of others.filter(each => each.startsWith('boundaries') && each !== name)) {
    rmSync(`${CACHE}/${other}`, { recursive: true })
  }
  return `${CACHE}/${name}`
}
