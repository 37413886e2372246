/** Java programs of the tests: compiled once for each content and set of jars, run against a cluster. */
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { cacheDir } from './jars.ts'
import { RigError } from './rig-error.ts'

/** @returns the folder of the class files */
export async function compileJava(sourceFile: string, classpath: string): Promise<string> {
  const source = await readFile(sourceFile)
  const hash = createHash('sha256').update(source).update(classpath).digest('hex').slice(0, 16)
  const folder = join(cacheDir(), 'classes', hash)
  if (existsSync(folder)) return folder
  await mkdir(join(cacheDir(), 'classes'), { recursive: true })
  const work = await mkdtemp(`${folder}-`)
  try {
    await promisify(execFile)('javac', ['-nowarn', '-cp', classpath, '-d', work, sourceFile])
  } catch (error) {
    await rm(work, { recursive: true, force: true })
    throw new RigError(
      `${basename(sourceFile)} does not compile: ${error instanceof Error ? error.message : error}`,
    )
  }
  // Another process may have been faster: its classes are as good.
  await rename(work, folder).catch(() => rm(work, { recursive: true, force: true }))
  return folder
}

export interface JavaRun extends AsyncDisposable {
  /** Lines of standard output as they come; ends with the program. */
  readonly lines: AsyncIterable<string>
  /** Writes a line to the program's standard input. */
  readonly write: (line: string) => void
  /** Resolves with the exit code and all that was written to standard error. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly errors: string }>
  readonly stop: () => Promise<void>
}

/** The program's class is named like its file. It is ended when the value is disposed of. */
export async function runJava(
  sourceFile: string,
  classpath: string,
  args: readonly string[],
): Promise<JavaRun> {
  const classes = await compileJava(sourceFile, classpath)
  const mainClass = basename(sourceFile, '.java')
  const jvm = [
    '-Xmx256m',
    '-XX:TieredStopAtLevel=1',
    '-Drocketmq.client.logUseSlf4j=true',
    '-cp',
    `${classes}:${classpath}`,
  ]
  const child = spawn('java', [...jvm, mainClass, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', chunk => {
    errors = (errors + chunk).slice(-20_000)
  })
  const ended = new Promise<{ exitCode: number | null; errors: string }>(resolve => {
    child.once('close', exitCode => resolve({ exitCode, errors }))
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  return {
    lines: linesOf(child.stdout.setEncoding('utf8')),
    write: line => child.stdin.write(`${line}\n`),
    ended,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
