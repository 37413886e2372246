import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Server } from './server.ts'
import { SupervisorLink } from './supervisor-link.ts'

let link: SupervisorLink

beforeAll(async () => {
  link = await SupervisorLink.launch(undefined)
})

afterAll(() => link.close())

function server(name: string, script: string): Server {
  const logFile = join(link.dataDir, `${name}.log`)
  return new Server(link, { name, command: process.execPath, args: ['-e', script], env: {}, logFile })
}

describe('a server that does not come up', () => {
  it('is an error with the end of its output, without the frames of stacks', async () => {
    const broken = server(
      'broken',
      String.raw`console.log('java.lang.RuntimeException: Lock failed\n\tat a.B.c(B.java:1)\n\t... 3 more\nbye'); process.exit(9)`,
    )
    await broken.launch()
    await expect(broken.ready(async () => false)).rejects.toMatchObject({
      code: 'BOOT_FAILED',
      message: expect.stringMatching(/^broken ended with exit code 9 before it was ready/),
      logTail: 'java.lang.RuntimeException: Lock failed\nbye',
    })
    expect(broken.pid).toBeUndefined()
  })

  it('does not blame what an earlier life of it wrote', async () => {
    const restarted = server('restarted', 'console.log("second life"); process.exit(1)')
    writeFileSync(join(link.dataDir, 'restarted.log'), 'java.net.BindException: first life\n')
    await restarted.launch()
    await expect(restarted.ready(async () => false)).rejects.toMatchObject({
      code: 'BOOT_FAILED',
      logTail: 'second life',
    })
  })

  it.each(['java.net.BindException: Address already in use', 'bind(..) failed: Address already in use'])(
    'says when another program has its port: %s',
    async line => {
      const late = server('late', `console.log(${JSON.stringify(line)}); process.exit(1)`)
      await late.launch()
      await expect(late.ready(async () => false)).rejects.toMatchObject({ code: 'PORT_TAKEN' })
    },
  )
})
