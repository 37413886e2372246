import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventually, isAlive, runProgram } from '../test-support/processes.ts'
import { SupervisorLink } from './supervisor-link.ts'

const CALLER = new URL('../test-support/caller.ts', import.meta.url)
const FOREVER = 'setInterval(() => {}, 1e6)'

function order(link: SupervisorLink, name: string, script: string) {
  return {
    name,
    command: process.execPath,
    args: ['-e', script],
    env: {},
    logFile: join(link.dataDir, `${name}.log`),
  }
}

describe('a supervisor', () => {
  it('runs processes, tells how they ended and writes their output to their files', async () => {
    const link = await SupervisorLink.launch(undefined)
    await link.run(order(link, 'quick', 'console.log("out"); console.error("err"); process.exit(7)'))
    expect(await eventually(() => link.exitOf('quick') !== undefined)).toBe(true)
    expect(link.exitOf('quick')).toBe('exit code 7')
    expect(readFileSync(join(link.dataDir, 'quick.log'), 'utf8')).toBe('out\nerr\n')
    await link.close()
  })

  it('ends all processes and removes the temporary data directory when it is closed', async () => {
    const link = await SupervisorLink.launch(undefined)
    const pids = await Promise.all(['a', 'b'].map(name => link.run(order(link, name, FOREVER))))
    expect(pids.every(isAlive)).toBe(true)
    await link.close()
    expect(pids.some(isAlive)).toBe(false)
    expect(existsSync(link.dataDir)).toBe(false)
  })

  it('keeps a data directory that it was given', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gantry-kept-'))
    const link = await SupervisorLink.launch(dir)
    await link.run(order(link, 'a', FOREVER))
    await link.close()
    expect(existsSync(join(dir, 'a.log'))).toBe(true)
    rmSync(dir, { recursive: true })
  })

  it('ends one process alone, by force when it does not listen', async () => {
    const link = await SupervisorLink.launch(undefined)
    const [deaf = 0, other = 0] = await Promise.all([
      link.run(order(link, 'deaf', `process.on('SIGTERM', () => {}); ${FOREVER}; console.log('up')`)),
      link.run(order(link, 'other', FOREVER)),
    ])
    await eventually(() => readFileSync(join(link.dataDir, 'deaf.log'), 'utf8') === 'up\n')
    await link.end('deaf', 200)
    expect([isAlive(deaf), isAlive(other)]).toEqual([false, true])
    expect(link.exitOf('deaf')).toBe('SIGKILL')
    await link.close()
  })

  it('says why a program cannot be started', async () => {
    const link = await SupervisorLink.launch(undefined)
    const missing = { ...order(link, 'missing', ''), command: '/no/such/program' }
    const outcome = link.run(missing).then(
      async () => (await eventually(() => link.exitOf('missing') !== undefined)) && link.exitOf('missing'),
      error => error.message,
    )
    expect(await outcome).toMatch(/ENOENT|exit code 127/)
    await link.close()
  })

  it('refuses a data directory that cannot be made, with the reason', async () => {
    const impossible = join(new URL(import.meta.url).pathname, 'dir')
    await expect(SupervisorLink.launch(impossible)).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringContaining('ENOTDIR'),
    })
  })

  it('ends everything within seconds when its caller is killed', async () => {
    const caller = runProgram(CALLER, [FOREVER])
    const { supervisorPid, dataDir } = await caller.next()
    caller.child.stdin?.write('go\n')
    const pids = Object(await caller.next()).pids
    expect(pids.filter(isAlive)).toHaveLength(3)
    caller.child.kill('SIGKILL')
    expect(await eventually(() => !pids.some(isAlive) && !isAlive(Number(supervisorPid)))).toBe(true)
    expect(existsSync(String(dataDir))).toBe(false)
  })

  it('ends everything in order also when its caller is killed while it waits for answers', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gantry-kept-'))
    const caller = runProgram(CALLER, [FOREVER, dir])
    const { supervisorPid } = await caller.next()
    process.kill(Number(supervisorPid), 'SIGSTOP')
    caller.child.stdin?.write('go\n')
    // The requests lie in the channel by the time that the caller is gone.
    await eventually(() => false, 500)
    caller.child.kill('SIGKILL')
    await eventually(() => caller.child.signalCode !== null)
    process.kill(Number(supervisorPid), 'SIGCONT')
    expect(await eventually(() => !isAlive(Number(supervisorPid)))).toBe(true)
    expect(existsSync(join(dir, 'output.log'))).toBe(true)
    expect(existsSync(join(dir, 'supervisor.log'))).toBe(false)
    rmSync(dir, { recursive: true })
  })

  it('takes its processes with it when it is killed itself, and its caller learns of it', async () => {
    const link = await SupervisorLink.launch(undefined)
    const pid = await link.run(order(link, 'a', FOREVER))
    process.kill(link.pid, 'SIGKILL')
    expect(await eventually(() => !isAlive(link.pid))).toBe(true)
    await expect(link.run(order(link, 'b', FOREVER))).rejects.toMatchObject({ code: 'SUPERVISOR_LOST' })
    expect(await eventually(() => !isAlive(pid))).toBe(true)
    expect(await eventually(() => !existsSync(link.dataDir))).toBe(true)
    await link.close()
  })
})
