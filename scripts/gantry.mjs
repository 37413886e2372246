#!/usr/bin/env node
// The door to every command of this repository: `npm start`, `npm test` and the rest come here with whatever Node the
// machine has (18 or later). It makes sure of Node 24, pnpm and the dependencies, then runs the command with them.
// Plain JavaScript without dependencies, since nothing is installed yet when it runs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MAJOR = 24
const PNPM_MAJOR = 12
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Command -> the script that Node 24 runs, and arguments that come before the caller's. */
const COMMANDS = {
  start: ['scripts/start.ts'],
  test: ['scripts/test.ts'],
  'test:releases': ['scripts/test-releases.ts'],
  check: ['scripts/check.ts'],
  format: ['scripts/check.ts', '--fix'],
  rocketmq: ['e2e/rig/src/cli.ts'],
  sandbox: ['packages/sandbox/src/demo/cli.ts'],
  sbom: ['scripts/sbom.ts'],
  'audit-dependencies': ['scripts/audit-dependencies.ts'],
  prove: ['e2e/proof/main.ts'],
  bench: ['--max-semi-space-size=4', 'bench/src/main.ts'],
}

const [command = '', ...rest] = process.argv.slice(2)
if (!(command in COMMANDS)) fail(`Unknown command '${command}'. Known: ${Object.keys(COMMANDS).join(', ')}.`)

const toolchain = findToolchain() ?? installToolchain()
const env = { ...process.env, PATH: [...toolchain, process.env.PATH].join(delimiter) }
installDependencies()
process.exit(run('node', [...COMMANDS[command], ...rest]))

/** Folders to put before PATH; undefined when this machine has not got what is needed. */
function findToolchain() {
  const own = toolchainFolder()
  if (existsSync(join(own, 'node_modules', '.bin', 'pnpm'))) return [join(own, 'node_modules', '.bin')]
  const hasNode = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR
  return hasNode && majorOf('pnpm') === PNPM_MAJOR ? [dirname(process.execPath)] : undefined
}

/** Node and pnpm come as npm packages into a cache that all checkouts share. */
function installToolchain() {
  const folder = toolchainFolder()
  console.error(`Fetching Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR} (once) …`)
  mkdirSync(dirname(folder), { recursive: true })
  const fresh = mkdtempSync(`${folder}-`)
  const manifest = { private: true, allowScripts: { node: true, pnpm: true } }
  writeFileSync(join(fresh, 'package.json'), JSON.stringify(manifest))
  const packages = [`node@${NODE_MAJOR}`, `pnpm@${PNPM_MAJOR}`]
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...packages], {
    cwd: fresh,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0)
    fail('Node and pnpm could not be installed as npm packages: check that npm reaches its registry.')
  try {
    renameSync(fresh, folder)
  } catch {
    // Another checkout was faster: its folder is as good.
    rmSync(fresh, { recursive: true, force: true })
  }
  return [join(folder, 'node_modules', '.bin')]
}

function toolchainFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(cache, 'gantry', `toolchain-node${NODE_MAJOR}-pnpm${PNPM_MAJOR}`)
}

function majorOf(program) {
  const result = spawnSync(program, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' })
  return result.status === 0 ? Number(result.stdout.split('.')[0]) : undefined
}

/** Skipped while the lock file is the one that was installed last. */
function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'pnpm-lock.yaml')))
    .digest('hex')
  const stamp = join(ROOT, 'node_modules', '.gantry-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  const status = run('pnpm', ['install', '--frozen-lockfile', '--reporter=silent'])
  if (status !== 0) fail('The dependencies could not be installed: run `pnpm install` to see why.')
  writeFileSync(stamp, lock)
}

function run(program, args) {
  const result = spawnSync(program, args, {
    cwd: ROOT,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (result.error) fail(`${program} could not be started: ${result.error.message}`)
  return result.status ?? 1
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
