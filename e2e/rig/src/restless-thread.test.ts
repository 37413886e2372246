import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { runJava } from './java-run.ts'
import { quietenRestlessThread } from './restless-thread.ts'

const dir = mkdtempSync(join(tmpdir(), 'gantry-thread-'))

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})

describe('the thread of a broker that never rests', () => {
  it('gives way to every other, and the others stay as they are', async () => {
    vi.stubEnv('XDG_CACHE_HOME', join(dir, 'cache'))
    const source = join(dir, 'Threads.java')
    writeFileSync(
      source,
      `public class Threads { public static void main(String[] args) throws Exception {
         for (String name : new String[] {"TransactionalOpBatchService", "Other"})
           new Thread(() -> { try { Thread.sleep(1_000_000); } catch (Exception e) { } }, name).start();
         System.out.println(ProcessHandle.current().pid()); } }`,
    )
    await using run = await runJava(source, dir, [])
    let pid = 0
    for await (const line of run.lines) {
      pid = Number(line)
      break
    }
    await quietenRestlessThread(pid)
    const priorities = new Map(
      readdirSync(`/proc/${pid}/task`).map(thread => [
        readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim(),
        getPriority(Number(thread)),
      ]),
    )
    expect(priorities.get('TransactionalOp')).toBe(constants.priority.PRIORITY_LOW)
    expect(priorities.get('Other')).toBe(getPriority())
  })

  it('is nothing to worry about when the broker is gone', async () => {
    await quietenRestlessThread(spawnSync(process.execPath, ['-e', '']).pid)
  })
})
