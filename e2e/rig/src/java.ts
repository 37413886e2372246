import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { RigError } from './error.ts'

/**
 * The path of a program of the Java development kit: from JAVA_HOME, else from PATH. Throws RigError
 * `JAVA_MISSING` when there is none.
 */
export function javaProgram(name: 'java' | 'javac'): string {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  const folders = (process.env.PATH ?? '').split(delimiter)
  if (process.env.JAVA_HOME) folders.unshift(join(process.env.JAVA_HOME, 'bin'))
  const found = folders.map(folder => join(folder, file)).find(path => existsSync(path))
  if (found) return found
  throw new RigError(
    'JAVA_MISSING',
    `'${name}' was not found: install a Java development kit 17 (or set JAVA_HOME).`,
  )
}

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find(path => existsSync(path))

/** Small and quick to start, for programs that do one thing; what they read and print is UTF-8, whatever the locale. */
export const TOOL_JVM = [
  '-Xmx256m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
  '-Dfile.encoding=UTF-8',
]

/** The command line that makes the kernel kill the program when the process that starts it ends, where that can be had. */
export function boundToParent(command: string, args: string[]): [string, string[]] {
  return SETPRIV ? [SETPRIV, ['--pdeathsig', 'KILL', '--', command, ...args]] : [command, args]
}

/** The environment for Java programs: the caller's, without what would redirect RocketMQ to another cluster or home. */
export function javaEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !['NAMESRV_ADDR', 'ROCKETMQ_HOME', 'NODE_OPTIONS'].includes(name))
      kept[name] = value
  }
  return kept
}
