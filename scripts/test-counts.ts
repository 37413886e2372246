/** How many tests a runner reports, read from the JSON that it wrote; none when it broke off before it could. */
import { readFileSync } from 'node:fs'

export interface Counts {
  readonly passed: number
  readonly failed: number
}

export function vitestCounts(file: string): Counts {
  const report = readReport(file)
  return { passed: numberIn(report, 'numPassedTests'), failed: numberIn(report, 'numFailedTests') }
}

/** A test that passed at a second try, or was not run, did not pass. */
export function playwrightCounts(file: string): Counts {
  const report = readReport(file)
  const stats = isRecord(report) ? report.stats : undefined
  const failed = numberIn(stats, 'unexpected') + numberIn(stats, 'flaky') + numberIn(stats, 'skipped')
  return { passed: numberIn(stats, 'expected'), failed }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function numberIn(value: unknown, name: string): number {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'number' ? found : 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
