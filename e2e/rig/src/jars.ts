import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheDir } from './cache.ts'
import { RigError } from './error.ts'
import { withFileLock } from './file-lock.ts'
import { type Release, traitsOf } from './release.ts'

const run = promisify(execFile)
const FETCH_TIMEOUT_MS = 600_000

/**
 * The folder with all jars of a release: servers, tools and client with what they need. Fetched with Maven the first time, then
 * taken from the cache (`$XDG_CACHE_HOME` or `~/.cache`, `gantry/rocketmq/<release>`).
 * Throws RigError `MAVEN_MISSING` or `JARS_UNAVAILABLE`.
 */
export async function jarsOf(release: Release): Promise<string> {
  const dir = cacheDir('rocketmq', release)
  if (existsSync(dir)) return dir
  await withFileLock(`${dir}.lock`, async () => {
    if (!existsSync(dir)) await fetchJars(release, dir)
  })
  return dir
}

/** The class path of a release, as `java -cp` takes it. */
export function classPathOf(jarDir: string): string {
  return join(jarDir, '*')
}

/** Fetches beside the final place, then renames: a folder of that name is always complete. */
async function fetchJars(release: Release, dir: string): Promise<void> {
  const parent = cacheDir('rocketmq')
  await mkdir(parent, { recursive: true })
  const work = await mkdtemp(join(parent, `${release}-`))
  try {
    await writeFile(join(work, 'pom.xml'), pom(release))
    const goal = ['dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime']
    await run('mvn', ['-q', '-B', ...goal], { cwd: work, timeout: FETCH_TIMEOUT_MS, maxBuffer: 16 << 20 })
    const jars = await readdir(join(work, 'lib'))
    for (const artifact of traitsOf(release).artifacts) {
      if (!jars.includes(`${artifact}-${release}.jar`)) throw new Error(`Maven brought no ${artifact}.`)
    }
    // Should another process have been faster after all, its folder is as good.
    await rename(join(work, 'lib'), dir).catch(error => {
      if (!existsSync(dir)) throw error
    })
  } catch (error) {
    throw fetchError(release, error)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function fetchError(release: Release, error: unknown): RigError {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return new RigError(
      'MAVEN_MISSING',
      "'mvn' was not found: install Apache Maven 3.8 or later (once, to fetch RocketMQ).",
    )
  }
  const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
  const lines = output.trim().split('\n').slice(0, 8).join('\n')
  return new RigError(
    'JARS_UNAVAILABLE',
    `Maven could not fetch RocketMQ ${release}: check that it reaches its repository.`,
    lines,
  )
}

function pom(release: Release): string {
  const dependencies = traitsOf(release)
    .artifacts.map(
      artifact =>
        `<dependency><groupId>org.apache.rocketmq</groupId><artifactId>${artifact}</artifactId><version>${release}</version></dependency>`,
    )
    .join('\n')
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>gantry</groupId><artifactId>rig</artifactId><version>1</version>
<dependencies>
${dependencies}
</dependencies></project>
`
}
