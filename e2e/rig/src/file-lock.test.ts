import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { withFileLock } from './file-lock.ts'

const dir = mkdtempSync(join(tmpdir(), 'gantry-lock-'))

afterAll(() => rmSync(dir, { recursive: true }))

/** Runs several at once and returns how many were inside together at most. */
async function mostAtOnce(file: string, count: number): Promise<number> {
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await sleep(20)
    inside--
  }
  await Promise.all(Array.from({ length: count }, () => withFileLock(file, work)))
  return most
}

describe('a file lock', () => {
  it('lets one in at a time and is gone afterwards', async () => {
    const file = join(dir, 'new', 'a.lock')
    expect(await mostAtOnce(file, 4)).toBe(1)
    expect(existsSync(file)).toBe(false)
  })

  it('is let go when the work fails', async () => {
    const file = join(dir, 'b.lock')
    await expect(withFileLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await withFileLock(file, async () => 'in')).toBe('in')
  })

  it('is taken over from a process that died, by one of those who wait', async () => {
    const file = join(dir, 'c.lock')
    writeFileSync(file, String(spawnSync(process.execPath, ['-e', '']).pid))
    expect(await mostAtOnce(file, 3)).toBe(1)
  })

  it('is taken over from a process that died before it wrote who it is', async () => {
    const file = join(dir, 'd.lock')
    writeFileSync(file, '')
    utimesSync(file, 0, 0)
    expect(await withFileLock(file, async () => 'in')).toBe('in')
  })
})
