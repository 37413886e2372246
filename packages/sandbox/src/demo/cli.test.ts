import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Admin } from '@gantry/remoting'
import { afterEach, describe, expect, it } from 'vitest'

const CLI = fileURLToPath(new URL('cli.ts', import.meta.url))

let child: ChildProcess | undefined
afterEach(() => {
  child?.kill('SIGKILL')
})

function start(...args: string[]) {
  const started = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  child = started
  return started
}

interface Report {
  readonly namesrvAddr: string
  readonly credentials: { readonly accessKey: string; readonly secretKey: string }
  readonly brokers: ReadonlyArray<{ readonly brokerName: string; readonly addr: string }>
}

/** What it prints before it goes on running. */
async function reportOf({ stdout }: ReturnType<typeof start>): Promise<Report> {
  let said = ''
  for await (const chunk of stdout) {
    said += chunk
    if (said.endsWith('}\n')) return JSON.parse(said)
  }
  throw new Error(`It ended: ${said}`)
}

describe('npm run sandbox', { timeout: 30_000 }, () => {
  it('prints address and keys, has the sample topics with --demo, and ends when it is told to', async () => {
    const sandbox = start('--demo')
    const { namesrvAddr, credentials, brokers } = await reportOf(sandbox)
    {
      await using admin = new Admin({ namesrvAddr, credentials })
      expect(await admin.topics.names()).toEqual(expect.arrayContaining(['clicks', 'orders', 'payments']))
      const nodes = await admin.brokers.list()
      expect(nodes.map(({ brokerName, addr }) => ({ brokerName, addr }))).toEqual(brokers)
    }
    sandbox.kill('SIGTERM')
    expect(await once(sandbox, 'exit')).toEqual([0, null])
  })

  it('has nothing of its own without --demo', async () => {
    const { namesrvAddr, credentials } = await reportOf(start())
    await using admin = new Admin({ namesrvAddr, credentials })
    expect(await admin.topics.names()).not.toContain('orders')
  })

  it('says how it is used when it does not understand', async () => {
    const sandbox = start('--dance')
    const [said, [code]] = await Promise.all([text(sandbox.stderr), once(sandbox, 'exit')])
    expect(said).toMatch(/^Usage: npm run sandbox/)
    expect(code).toBe(2)
  })
})
