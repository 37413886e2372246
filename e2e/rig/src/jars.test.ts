import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { jarsOf } from './jars.ts'

// A stand-in for Maven shows what happens around it: the real one fetches some 100 MB, which every other test does, once.
let dir = ''

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gantry-jars-'))
  vi.stubEnv('XDG_CACHE_HOME', join(dir, 'cache'))
  vi.stubEnv('PATH', join(dir, 'bin'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})

function standInForMaven(script: string): void {
  mkdirSync(join(dir, 'bin'))
  writeFileSync(
    join(dir, 'bin', 'mvn'),
    `#!/bin/sh\nPATH=/usr/bin:/bin\necho run >> ${dir}/runs\n${script}\n`,
  )
  chmodSync(join(dir, 'bin', 'mvn'), 0o755)
}

const BRINGS_ALL = `mkdir lib && for a in $(sed -n 's/.*<artifactId>\\(rocketmq-[a-z]*\\).*/\\1/p' pom.xml); do touch lib/$a-4.9.7.jar; done`

function inCache(): string[] {
  return readdirSync(join(dir, 'cache', 'gantry', 'rocketmq'))
}

describe('the jars of a release', () => {
  it('are fetched once, also when asked for twice at once', async () => {
    standInForMaven(BRINGS_ALL)
    const [first, second] = await Promise.all([jarsOf('4.9.7'), jarsOf('4.9.7')])
    expect(first).toBe(second)
    expect(readdirSync(first)).toEqual(
      ['acl', 'broker', 'client', 'namesrv', 'tools'].map(name => `rocketmq-${name}-4.9.7.jar`),
    )
    await jarsOf('4.9.7')
    expect(readFileSync(join(dir, 'runs'), 'utf8')).toBe('run\n')
    expect(inCache()).toEqual(['4.9.7'])
  })

  it('are refused with the words of Maven when it fails, and leave nothing half done', async () => {
    standInForMaven('echo "[ERROR] Could not transfer artifact"; exit 1')
    await expect(jarsOf('4.9.7')).rejects.toMatchObject({
      code: 'JARS_UNAVAILABLE',
      message: expect.stringMatching(/RocketMQ 4\.9\.7[\s\S]*Could not transfer artifact/),
    })
    expect(inCache()).toEqual([])
  })

  it('are refused when Maven brings fewer than asked for', async () => {
    standInForMaven('mkdir lib && touch lib/rocketmq-namesrv-4.9.7.jar')
    await expect(jarsOf('4.9.7')).rejects.toMatchObject({
      code: 'JARS_UNAVAILABLE',
      message: expect.stringContaining('rocketmq-broker'),
    })
    expect(inCache()).toEqual([])
  })

  it('ask for Maven to be installed when it is not', async () => {
    await expect(jarsOf('4.9.7')).rejects.toMatchObject({
      code: 'MAVEN_MISSING',
      message: expect.stringContaining('install Apache Maven'),
    })
    expect(existsSync(join(dir, 'cache', 'gantry', 'rocketmq', '4.9.7'))).toBe(false)
  })
})
