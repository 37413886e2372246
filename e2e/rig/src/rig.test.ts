// Two rigs at once on real Apache RocketMQ: the newest release with everything on, and the oldest with two clusters, plain.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, isAlive, runProgram } from '../test-support/processes.ts'
import { mqadmin, type Rig, type RigCluster, RigError, runJava, startRig } from './index.ts'
import { askForRoute, isRouted } from './probe.ts'

let full: Rig
let plain: Rig

beforeAll(async () => {
  const rigs = await Promise.all([
    startRig({ slave: true, proxy: true, tls: true }),
    startRig({ release: '4.9.7', clusters: 2, acl: 'off' }),
  ])
  ;[full, plain] = rigs
})

afterAll(async () => {
  const dirs = [full.dir, plain.dir]
  const pids = [...full.pids(), ...plain.pids()]
  await Promise.all([full.stop(), plain.stop()])
  expect(pids.some(isAlive)).toBe(false)
  expect(dirs.some(existsSync)).toBe(false)
  expect([...full.pids(), ...plain.pids()]).toEqual([])
})

function firstCluster(rig: Rig): RigCluster {
  const [cluster] = rig.clusters
  if (!cluster) throw new Error('A rig has a cluster.')
  return cluster
}

/** The tool gives up after 3 to 5 s, which a busy machine may need: that is not what is tested here. */
async function tool(cluster: RigCluster, args: string[]): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await mqadmin(cluster, args)
    } catch (error) {
      if (attempt === 5 || !(error instanceof RigError) || !/Timeout|connect to/.test(error.message))
        throw error
    }
  }
}

function portOf(addr: string): number {
  return Number(addr.split(':')[1])
}

function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

describe('two rigs at once', () => {
  it('have ports, data and processes of their own', () => {
    const addresses = [full, plain].flatMap(rig =>
      rig.clusters.flatMap(one => [one.namesrvAddr, ...one.brokers.map(broker => broker.addr)]),
    )
    expect(new Set(addresses).size).toBe(7)
    expect(addresses.every(addr => /^127\.0\.0\.1:\d+$/.test(addr))).toBe(true)
    expect(full.dir).not.toBe(plain.dir)
    expect(full.pids()).toHaveLength(4)
    expect(plain.pids()).toHaveLength(4)
    expect([...full.pids(), ...plain.pids()].every(isAlive)).toBe(true)
  })

  it('route to their own brokers only', async () => {
    expect(plain.clusters.map(one => one.clusterName)).toEqual(['DefaultCluster', 'OtherCluster'])
    for (const cluster of [...full.clusters, ...plain.clusters]) {
      const answer = await askForRoute(portOf(cluster.namesrvAddr))
      const addrs = Object.values(
        JSON.parse(answer?.body.replace(/([{,])(\d+):/g, '$1"$2":') ?? '').brokerDatas,
      )
      expect(addrs).toHaveLength(1)
      for (const { addr } of cluster.brokers) expect(answer?.body).toContain(addr)
    }
  })
})

// Together, since the tools of RocketMQ spend most of their time waiting for their own threads to end.
describe.concurrent('the newest release with everything on', () => {
  it('answers its own command line tool, which knows the keys', async () => {
    const cluster = firstCluster(full)
    expect(cluster.credentials).toEqual({ accessKey: 'rocketmq', secretKey: '12345678' })
    const [list, users] = await Promise.all([
      tool(cluster, ['clusterList']),
      tool(cluster, ['listUser', '-c', 'DefaultCluster']),
    ])
    expect(list).toMatch(/DefaultCluster\s+broker-a\s+0\s+127\.0\.0\.1:\d+\s+V5_5_0/)
    expect(users).toMatch(/rocketmq.*Super/)
  })

  it('has the tool say why a command failed', async () => {
    await expect(tool(firstCluster(full), ['topicRoute', '-t', 'no-such-topic'])).rejects.toMatchObject({
      code: 'JAVA_FAILED',
      message: expect.stringMatching(/mqadmin topicRoute did not work:[\s\S]*No topic route info/),
    })
  })

  it('has a slave that follows its master', async () => {
    const [master, slave] = firstCluster(full).brokers
    expect([master?.brokerId, slave?.brokerId, slave?.brokerName]).toEqual([0, 1, master?.brokerName])
    const isFollowed = async () =>
      /#SlaveNum\s+1/.test(await tool(firstCluster(full), ['haStatus', '-b', master?.addr ?? '']))
    expect(await eventually(isFollowed, 30_000)).toBe(true)
  })

  it('has a proxy that answers gRPC and remoting clients', async () => {
    const proxy = firstCluster(full).proxy
    expect(await accepts(portOf(proxy?.grpcAddr ?? ''))).toBe(true)
    expect(await askForRoute(portOf(proxy?.remotingAddr ?? ''))).toBeDefined()
  })

  it('takes TLS from a client that trusts its certificate, beside plain connections', async () => {
    const ca = readFileSync(full.tlsCaFile ?? '')
    for (const addr of [firstCluster(full).namesrvAddr, firstCluster(full).brokers[0]?.addr ?? '']) {
      const isAuthorized = await new Promise<boolean>((resolve, reject) => {
        const socket = connectTls({ port: portOf(addr), host: '127.0.0.1', ca }, () => {
          resolve(socket.authorized)
          socket.destroy()
        })
        socket.once('error', reject)
      })
      expect(isAuthorized).toBe(true)
    }
  })

  it('serves the Java client', async () => {
    const { namesrvAddr, credentials } = firstCluster(full)
    const created = await tool(firstCluster(full), ['updateTopic', '-c', 'DefaultCluster', '-t', 'rig-topic'])
    expect(created).toContain('success')
    const source = fileURLToPath(new URL('../test-support/java/SendAndPull.java', import.meta.url))
    const keys = [credentials?.accessKey ?? '', credentials?.secretKey ?? '']
    await using run = await runJava(source, full.javaClasspath, [namesrvAddr, 'rig-topic', ...keys])
    const lines: string[] = []
    for await (const line of run.lines) lines.push(line)
    expect(lines, (await run.ended).errors).toEqual(['sent SEND_OK', 'got héllo'])
  })
})

describe.concurrent('a broker of a rig', () => {
  it('can be stopped alone and started again with its port and its data', async () => {
    const cluster = firstCluster(plain)
    const [broker] = cluster.brokers
    if (!broker) throw new Error('A cluster has a broker.')
    const created = await tool(cluster, ['updateTopic', '-c', 'DefaultCluster', '-t', 'kept-topic'])
    expect(created).toContain('success')
    await broker.stop()
    expect(await accepts(portOf(broker.addr))).toBe(false)
    expect(await isRouted(portOf(cluster.namesrvAddr), broker.addr)).toBe(false)
    await broker.start()
    expect(await isRouted(portOf(cluster.namesrvAddr), broker.addr)).toBe(true)
    expect((await askForRoute(portOf(cluster.namesrvAddr), 'kept-topic'))?.body).toContain(broker.addr)
  })

  it('can be killed as by a crash, and started again', async () => {
    const [cluster] = plain.clusters.slice(1)
    const [broker] = cluster?.brokers ?? []
    await broker?.kill()
    expect(await accepts(portOf(broker?.addr ?? ''))).toBe(false)
    expect(await isRouted(portOf(cluster?.namesrvAddr ?? ''), broker?.addr ?? '')).toBe(false)
    await broker?.start()
    expect(await isRouted(portOf(cluster?.namesrvAddr ?? ''), broker?.addr ?? '')).toBe(true)
  })
})

describe.concurrent('a rig', () => {
  it('is gone within seconds when its caller is killed', async () => {
    const caller = runProgram(new URL('../test-support/rig-caller.ts', import.meta.url), [])
    const { pids, dir } = Object(await caller.next())
    expect(pids).toHaveLength(2)
    caller.child.kill('SIGKILL')
    expect(await eventually(() => !pids.some(isAlive) && !existsSync(dir))).toBe(true)
  })

  it('that cannot boot says why in one error, ends what it had started and keeps the data it was given', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'gantry-kept-'))
    const commitLog = join(dataDir, 'DefaultCluster', 'broker-a', 'store', 'commitlog')
    mkdirSync(commitLog, { recursive: true })
    writeFileSync(join(commitLog, '00000000000000000000'), 'not a commit log')
    await expect(startRig({ acl: 'off', dataDir })).rejects.toMatchObject({
      name: 'RigError',
      code: 'BOOT_FAILED',
      message: expect.stringMatching(/DefaultCluster\/broker-a ended with .*[\s\S]*length not matched/),
    })
    expect(readdirSync(commitLog)).toHaveLength(1)
    const commandLines = readdirSync('/proc').map(pid => readCommandLine(pid))
    expect(commandLines.filter(line => line.includes(dataDir))).toEqual([])
    rmSync(dataDir, { recursive: true })
  })
})
