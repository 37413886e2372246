import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const run = promisify(execFile)
const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const cluster = inject('cluster')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-package-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the package, packed and installed by a stranger', () => {
  it('runs the example of its README and prints the topics of the cluster', async () => {
    const topic = `packaged-${Date.now().toString(36)}`
    await using admin = new Admin({
      namesrvAddr: cluster.namesrvAddr,
      ...(cluster.credentials && { credentials: cluster.credentials }),
    })
    await admin.topics.save({ topic, writeQueueNums: 1 })

    await run('pnpm', ['pack', '--pack-destination', folder], { cwd: PACKAGE })
    await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}')
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', './gantry-remoting-0.1.0.tgz'], {
      cwd: folder,
    })
    await writeFile(join(folder, 'topics.ts'), await exampleForThisCluster())
    const { stdout, stderr } = await run('node', ['topics.ts'], { cwd: folder })
    expect(stderr).toBe('')
    const printed = stdout.split('\n')
    for (const { brokerName } of cluster.masters) expect(printed).toContain(`${brokerName} ${topic}`)
  }, 180_000)
})

/** The README's first example as it stands there, with the address and the keys of the cluster under test. */
async function exampleForThisCluster(): Promise<string> {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  expect(example).toContain('127.0.0.1:9876')
  const { accessKey = '', secretKey = '' } = cluster.credentials ?? {}
  return example
    .replace('127.0.0.1:9876', cluster.namesrvAddr)
    .replace(
      "accessKey: 'rocketmq', secretKey: '12345678'",
      `accessKey: '${accessKey}', secretKey: '${secretKey}'`,
    )
}
