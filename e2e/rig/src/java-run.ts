// Java programs of the tests: compiled once for each content and set of jars, run against a cluster, to compare what the real
// Java client does with what ours does.
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { basename, delimiter } from 'node:path'
import { promisify } from 'node:util'
import { cacheDir } from './cache.ts'
import { RigError } from './error.ts'
import { homeProperties, makeHome } from './home.ts'
import { boundToParent, javaEnvironment, javaProgram, TOOL_JVM } from './java.ts'

const ERROR_CHARS = 20_000

/** A Java program under way. It is ended when the value is disposed of, or when this process ends. */
export interface JavaRun extends AsyncDisposable {
  /** Lines of standard output as they come; ends with the program. Unread, the program waits once some 64 KB are written. */
  lines: AsyncIterable<string>
  /** Writes a line to the program's standard input. */
  write(line: string): void
  /** Ends the program's standard input: what a program that reads it takes for the word to finish. */
  endInput(): void
  /** Resolves when the program is gone, with the end of what it wrote to standard error. */
  ended: Promise<{ exitCode: number | null; errors: string }>
  stop(): Promise<void>
}

export interface JavaSettings {
  readonly args?: readonly string[]
  readonly jvmArgs?: readonly string[]
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Compiles a Java file against a class path, unless the cache has it.
 * @returns the folder of the class files. Throws RigError `JAVA_FAILED` with the compiler's words.
 */
export async function compileJava(sourceFile: string, classpath: string): Promise<string> {
  const source = await readFile(sourceFile)
  const hash = createHash('sha256').update(source).update(classpath).digest('hex').slice(0, 16)
  const folder = cacheDir('java-classes', hash)
  if (existsSync(folder)) return folder
  await mkdir(cacheDir('java-classes'), { recursive: true })
  const work = await mkdtemp(`${folder}-`)
  try {
    await javac([sourceFile], classpath, work)
  } catch (error) {
    await rm(work, { recursive: true, force: true })
    throw error
  }
  // Another process may have been faster: its classes are as good.
  await rename(work, folder).catch(() => rm(work, { recursive: true, force: true }))
  return folder
}

/** Compiles Java files at one go into a folder. Throws RigError `JAVA_FAILED` with the compiler's words. */
export async function javac(
  sourceFiles: readonly string[],
  classpath: string,
  folder: string,
): Promise<void> {
  const command = javaProgram('javac')
  try {
    const options = ['-nowarn', '--release', '11', '-cp', classpath, '-d', folder]
    await promisify(execFile)(command, [...options, ...sourceFiles])
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    const names = sourceFiles.map(file => basename(file)).join(', ')
    throw new RigError('JAVA_FAILED', `${names} does not compile:`, words.trimEnd())
  }
}

/**
 * Compiles a Java file and runs its main class, which is named like the file.
 * @param jvmArgs for example `-Dtls.enable=true`
 */
export async function runJava(
  sourceFile: string,
  classpath: string,
  args: readonly string[],
  jvmArgs: readonly string[] = [],
): Promise<JavaRun> {
  const classes = await compileJava(sourceFile, classpath)
  return await runClass(basename(sourceFile, '.java'), `${classes}${delimiter}${classpath}`, {
    args,
    jvmArgs,
  })
}

/** Runs a class that is compiled. */
export async function runClass(
  name: string,
  classpath: string,
  { args = [], jvmArgs = [], env = {} }: JavaSettings = {},
): Promise<JavaRun> {
  const home = cacheDir('java-home')
  await makeHome(home, undefined)
  const jvm = [...TOOL_JVM, ...homeProperties(home), ...jvmArgs, '-cp', classpath]
  const [command, commandArgs] = boundToParent(javaProgram('java'), [...jvm, name, ...args])
  const child = spawn(command, commandArgs, { stdio: 'pipe', env: { ...javaEnvironment(), ...env } })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', chunk => {
    errors = (errors + chunk).slice(-ERROR_CHARS)
  })
  // A program that has ended reads no more: that shows in `ended`.
  child.stdin.on('error', () => undefined)
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  // What it wrote last may still be on its way when it is gone.
  const ended = Promise.all([exit, once(child.stderr, 'close')]).then(([exitCode]) => ({ exitCode, errors }))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return {
    lines: linesOf(child.stdout.setEncoding('utf8')),
    write: line => void child.stdin.write(`${line}\n`),
    endInput: () => void child.stdin.end(),
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
