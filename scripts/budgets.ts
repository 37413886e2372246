/**
 * Size budgets: no source file past 500 lines, the median of each package at most 100, the 95th percentile at most
 * 350. Test files and fixtures are left out.
 */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const LONGEST_LINES = 500
const P95_LINES = 350
const MEDIAN_LINES = 100

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter(path => path !== '' && !/\.(test|contract|e2e)\.tsx?$/.test(path))

const complaints: string[] = []
const byPackage = Map.groupBy(files, path => path.split('/').slice(0, 2).join('/'))
for (const [name, paths] of byPackage) {
  const sizes = paths.map(path => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
  for (const { path, lines } of sizes)
    if (lines > LONGEST_LINES) complaints.push(`${path}: ${lines} lines, limit ${LONGEST_LINES}`)
  if (sizes.length < 5) continue
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  if (at(0.5) > MEDIAN_LINES) complaints.push(`${name}: median ${at(0.5)} lines, limit ${MEDIAN_LINES}`)
  if (at(0.95) > P95_LINES) complaints.push(`${name}: 95th percentile ${at(0.95)} lines, limit ${P95_LINES}`)
}
for (const complaint of complaints) console.error(complaint)
process.exitCode = complaints.length === 0 ? 0 : 1
