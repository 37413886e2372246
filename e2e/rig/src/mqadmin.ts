import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { RigCluster } from './cluster.ts'
import { RigError, withoutFrames } from './error.ts'
import { homeProperties } from './home.ts'
import { boundToParent, javaEnvironment, javaProgram, TOOL_JVM } from './java.ts'

const TIMEOUT_MS = 60_000

/**
 * Runs one command of RocketMQ's own command line tool against a cluster and returns what it printed. Throws RigError
 * `JAVA_FAILED` with the tool's words when it printed nothing but an exception (it exits with 0 all the same), among
 * them its time-outs of 3 to 5 s on a busy machine.
 */
export async function mqadmin(
  cluster: Pick<RigCluster, 'namesrvAddr' | 'toolsHome' | 'javaClasspath'>,
  args: readonly string[],
): Promise<string> {
  const [command, commandArgs] = boundToParent(javaProgram('java'), [
    ...TOOL_JVM,
    ...homeProperties(cluster.toolsHome),
    `-Drocketmq.namesrv.addr=${cluster.namesrvAddr}`,
    '-cp',
    cluster.javaClasspath,
    'org.apache.rocketmq.tools.command.MQAdminStartup',
    ...args,
  ])
  const options = { maxBuffer: 64 << 20, timeout: TIMEOUT_MS, env: javaEnvironment() }
  const { stdout, stderr } = await promisify(execFile)(command, commandArgs, options).catch(error => {
    throw failed(args, error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error))
  })
  if (stdout.trim() === '' && /Exception\b/.test(stderr)) throw failed(args, stderr)
  return stdout
}

function failed(args: readonly string[], words: string): RigError {
  return new RigError('JAVA_FAILED', `mqadmin ${args[0] ?? ''} did not work:`, withoutFrames(words))
}
