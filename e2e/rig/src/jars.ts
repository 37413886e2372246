/** The jars of a release, fetched with Maven once into a cache that all checkouts share. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FACTS, type Release } from './releases.ts'
import { RigError } from './rig-error.ts'

export function cacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gantry', 'rocketmq')
}

/** Folder that holds the jars of a release; fetches them when they are not there. */
export async function jarsOf(release: Release): Promise<string> {
  const folder = join(cacheDir(), release)
  if (existsSync(folder)) return folder
  await mkdir(cacheDir(), { recursive: true })
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) await fetchJars(release, folder)
  })
  return folder
}

async function fetchJars(release: Release, folder: string): Promise<void> {
  const work = await mkdtemp(`${folder}-`)
  try {
    await writeFile(join(work, 'pom.xml'), pomOf(release))
    const lib = join(work, 'lib')
    await maven(work, ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`], release)
    await rename(lib, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function pomOf(release: Release): string {
  const dependencies = FACTS[release].artifacts.map(
    name =>
      `<dependency><groupId>org.apache.rocketmq</groupId><artifactId>rocketmq-${name}</artifactId><version>${release}</version></dependency>`,
  )
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>gantry</groupId><artifactId>rig</artifactId><version>1</version>
<dependencies>${dependencies.join('\n')}</dependencies></project>`
}

function maven(cwd: string, args: string[], release: Release): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('mvn', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.on('error', () =>
      reject(new RigError('Maven is missing: install it (on Debian: apt-get install maven).')),
    )
    child.on('close', code => {
      if (code === 0) resolve()
      else reject(new RigError(`Maven could not fetch RocketMQ ${release}: ${output.slice(-800)}`))
    })
  })
}

const LOCK_STALE_MS = 10 * 60_000

/** A folder is the lock: making one is atomic between processes. One left behind is taken over. */
async function withLock(path: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await mkdir(path)
      break
    } catch {
      const made = await stat(path).catch(() => undefined)
      const age = Date.now() - (made?.mtimeMs ?? Date.now())
      if (age > LOCK_STALE_MS) await rm(path, { recursive: true, force: true })
      else await sleep(500)
    }
  }
  try {
    await work()
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
