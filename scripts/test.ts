/**
 * `npm test`: installs what the tests need, then runs the checks and every test, those in the browser last. The last line is
 * `tests: N passed, N failed`; the exit code is true. Arguments go to vitest and leave the browser out.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './programs.ts'
import { type Counts, playwrightCounts, vitestCounts } from './test-counts.ts'

const args = process.argv.slice(2)
const reports = mkdtempSync(join(tmpdir(), 'gantry-test-'))

ensurePrograms(['java', 'mvn', 'postgres', 'chromium'])
const checked = run(process.execPath, ['scripts/check.ts'])
const counts = [vitest(), ...(args.length === 0 ? [playwright()] : [])]
rmSync(reports, { recursive: true, force: true })
const total = (what: keyof Counts): number => counts.reduce((sum, count) => sum + count[what], 0)
const passed = total('passed')
const failed = total('failed') + (checked ? 0 : 1)
console.log(`tests: ${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function vitest(): Counts {
  const file = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const ok = run('node_modules/.bin/vitest', ['run', ...reporters, ...args])
  return withRun(ok, vitestCounts(file))
}

function playwright(): Counts {
  const file = join(reports, 'playwright.json')
  const ok = run('e2e/node_modules/.bin/playwright', ['test', '--config=e2e', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  })
  return withRun(ok, playwrightCounts(file))
}

/** A run that broke off without naming a test counts as one failure. */
function withRun(ok: boolean, { passed: passes, failed: failures }: Counts): Counts {
  return { passed: passes, failed: ok || failures > 0 ? failures : 1 }
}

function run(command: string, commandArgs: string[], env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync(command, commandArgs, { stdio: 'inherit', env: { ...process.env, ...env } })
  return status === 0
}
