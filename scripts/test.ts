/**
 * `npm test`: installs what the tests need, then runs the checks and every test. The last line is
 * `tests: N passed, N failed`; the exit code is true.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './programs.ts'

const report = mkdtempSync(join(tmpdir(), 'gantry-test-'))
const reportFile = join(report, 'report.json')

ensurePrograms(['java', 'mvn', 'postgres'])
const checked = run(process.execPath, ['scripts/check.ts'])
const tested = run('node_modules/.bin/vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
])
const { passed, failed } = countTests()
rmSync(report, { recursive: true, force: true })
// A check that fails, or a run that broke off without naming a test, counts as one failure.
const otherFailures = (checked ? 0 : 1) + (tested || failed > 0 ? 0 : 1)
console.log(`tests: ${passed} passed, ${failed + otherFailures} failed`)
process.exitCode = failed + otherFailures === 0 && passed > 0 ? 0 : 1

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

function countTests(): { passed: number; failed: number } {
  try {
    const summary: unknown = JSON.parse(readFileSync(reportFile, 'utf8'))
    if (
      typeof summary === 'object' &&
      summary !== null &&
      'numPassedTests' in summary &&
      'numFailedTests' in summary
    ) {
      return { passed: Number(summary.numPassedTests), failed: Number(summary.numFailedTests) }
    }
  } catch {
    // The run broke off before it could write a report.
  }
  return { passed: 0, failed: 0 }
}
