/**
 * `npm run test:releases`: runs the contract suite on each release of Apache RocketMQ, one after the other, and writes
 * docs/compatibility.md from `packages/remoting/contract/support.ts` and what came of the runs. Names of releases as arguments
 * run only those and leave the document alone. The last line is `tests: N passed, N failed`; the exit code is true.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ReleaseRun, renderCompatibility } from '../packages/remoting/contract/compatibility.ts'
import { isSuiteRelease, SUITE_RELEASES, type SuiteRelease } from '../packages/remoting/contract/releases.ts'
import { ensurePrograms } from './programs.ts'

const DOCUMENT = 'docs/compatibility.md'

const named = process.argv.slice(2)
const releases = named.length === 0 ? SUITE_RELEASES.toReversed() : named.filter(isSuiteRelease)
if (releases.length === 0 || releases.length < named.length) {
  console.error(`Name releases out of ${SUITE_RELEASES.join(', ')}.`)
  process.exit(1)
}
ensurePrograms(['java', 'mvn'])

const runs = releases.map(runOn)
if (named.length === 0) writeFileSync(DOCUMENT, renderCompatibility(runs))
for (const { release, passed, failed } of runs) console.log(`${release}: ${passed} passed, ${failed} failed`)
const total = (what: 'passed' | 'failed'): number => runs.reduce((sum, run) => sum + run[what], 0)
console.log(`tests: ${total('passed')} passed, ${total('failed')} failed`)
process.exitCode = total('failed') === 0 ? 0 : 1

function runOn(release: SuiteRelease): ReleaseRun {
  console.log(`Apache RocketMQ ${release}`)
  const folder = mkdtempSync(join(tmpdir(), 'gantry-releases-'))
  const reportFile = join(folder, 'report.json')
  const args = ['run', '--project', 'broker', 'packages/remoting/contract']
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const { status } = spawnSync('node_modules/.bin/vitest', [...args, ...reporters], {
    stdio: 'inherit',
    env: { ...process.env, ROCKETMQ_RELEASE: release },
  })
  const { passed, failed } = countTests(reportFile)
  rmSync(folder, { recursive: true, force: true })
  // A run that broke off without naming a test counts as one failure.
  return { release, passed, failed: failed + (status === 0 || failed > 0 ? 0 : 1) }
}

function countTests(reportFile: string): { passed: number; failed: number } {
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
  return { passed: 0, failed: 1 }
}
