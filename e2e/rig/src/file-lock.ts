import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const RETRY_MS = 100
const SETTLE_MS = 500
const UNWRITTEN_MS = 5_000

/**
 * Runs `work` while this process holds the lock file, so that of several processes on this machine one does it at a time. A
 * lock whose owner is gone is taken over.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true })
  while (!(await tryLock(file))) await sleep(RETRY_MS)
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function tryLock(file: string): Promise<boolean> {
  const mine = `${process.pid} ${randomUUID()}`
  try {
    await writeFile(file, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  if (!(await isAbandoned(file))) return false
  // Several may find it abandoned at once. Each puts its own in its place; the last one has it, once the others had their turn.
  await writeFile(`${file}.${mine}`, mine)
  await rename(`${file}.${mine}`, file)
  await sleep(SETTLE_MS)
  return (await readFile(file, 'utf8').catch(() => '')) === mine
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const pid = Number.parseInt(await readFile(file, 'utf8'), 10)
    // Without a number the owner is between creating the file and writing to it, or died there.
    if (!(pid > 0)) return Date.now() - (await stat(file)).mtimeMs > UNWRITTEN_MS
    process.kill(pid, 0)
    return false
  } catch (error) {
    return hasCode(error, 'ESRCH')
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
