import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { playwrightCounts, vitestCounts } from './test-counts.ts'

const dir = mkdtempSync(join(tmpdir(), 'gantry-counts-'))
afterAll(() => rmSync(dir, { recursive: true }))

function report(text: string): string {
  const file = join(dir, 'report.json')
  writeFileSync(file, text)
  return file
}

describe('the counts of a run', () => {
  it('come from the report of vitest', () => {
    const file = report('{"numPassedTests":7,"numFailedTests":2,"numTotalTests":9}')
    expect(vitestCounts(file)).toEqual({ passed: 7, failed: 2 })
  })

  it('come from the report of Playwright, where only a test that passed at once has passed', () => {
    const file = report('{"stats":{"expected":5,"unexpected":1,"flaky":2,"skipped":3}}')
    expect(playwrightCounts(file)).toEqual({ passed: 5, failed: 6 })
  })

  it('are none when the run broke off before it wrote a report', () => {
    expect(vitestCounts(join(dir, 'absent.json'))).toEqual({ passed: 0, failed: 0 })
    expect(playwrightCounts(report('{"stats":'))).toEqual({ passed: 0, failed: 0 })
  })
})
