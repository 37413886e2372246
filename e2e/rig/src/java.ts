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

/** The environment for Java programs: the caller's, without what would redirect RocketMQ to another cluster or home. */
export function javaEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !['NAMESRV_ADDR', 'ROCKETMQ_HOME', 'NODE_OPTIONS'].includes(name))
      kept[name] = value
  }
  return kept
}
