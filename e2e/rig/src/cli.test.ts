import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { eventually, isAlive } from '../test-support/processes.ts'
import { isRouted } from './probe.ts'

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url))
const NAME = `test-${process.pid}`

function cli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

function isListed(name: string): boolean {
  const listed: { name: string }[] = JSON.parse(cli('status').stdout)
  return listed.some(rig => rig.name === name)
}

afterAll(() => {
  cli('down', '--name', NAME)
})

describe('npm run rocketmq', () => {
  it('refuses wrong flags with one sentence and exit code 2', () => {
    expect(cli('up', '--release', '1.0')).toEqual({
      status: 2,
      stdout: '',
      stderr: "--release is 5.5.0, 5.3.3, 5.2.0, 4.9.7, not '1.0'.\n",
    })
  })

  it('shows how it is used', () => {
    expect(cli('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('rocketmq -- up') })
  })

  it('starts RocketMQ that stays, lists it, and ends it', async () => {
    const { status, stdout, stderr } = cli('up', '--name', NAME)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const up = JSON.parse(stdout)
    expect(up).toMatchObject({
      name: NAME,
      release: '5.5.0',
      clusters: [
        {
          clusterName: 'DefaultCluster',
          brokers: [{ brokerName: 'broker-a', brokerId: 0 }],
          credentials: { accessKey: 'rocketmq', secretKey: '12345678' },
        },
      ],
    })
    expect(up.pids.every(isAlive)).toBe(true)
    const namesrvPort = Number(up.clusters[0].namesrvAddr.split(':')[1])
    expect(await isRouted(namesrvPort, up.clusters[0].brokers[0].addr)).toBe(true)

    expect(JSON.parse(cli('status').stdout)).toContainEqual(up)
    expect(cli('up', '--name', NAME)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is running'),
    })

    expect(JSON.parse(cli('down', '--name', NAME).stdout)).toEqual({ ended: [NAME] })
    expect(up.pids.filter(isAlive)).toEqual([])
    expect(await eventually(() => !isAlive(up.keeperPid))).toBe(true)
    expect(existsSync(up.dataDir)).toBe(false)
    expect(isListed(NAME)).toBe(false)
    expect(cli('down', '--name', NAME)).toEqual({
      status: 1,
      stdout: '',
      stderr: `No RocketMQ named '${NAME}' is running.\n`,
    })
  })

  it('leaves nothing behind when the process in the background is killed', async () => {
    const up = JSON.parse(cli('up', '--name', NAME, '--acl', 'off', '--release', '4.9.7').stdout)
    process.kill(up.keeperPid, 'SIGKILL')
    expect(await eventually(() => !up.pids.some(isAlive) && !existsSync(up.dataDir))).toBe(true)
    expect(isListed(NAME)).toBe(false)
  })
})
