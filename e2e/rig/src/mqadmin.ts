import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { RigCluster } from './cluster.ts'
import { RigError } from './error.ts'
import { homeProperties } from './home.ts'
import { boundToParent, javaEnvironment, javaProgram, TOOL_JVM } from './java.ts'

const TIMEOUT_MS = 60_000

/**
 * Runs one command of RocketMQ's own command line tool against a cluster and returns what it printed. The tool ends well
 * even when its command failed: the text tells. Throws RigError `JAVA_FAILED` when the tool itself does not run.
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
  try {
    const options = { maxBuffer: 64 << 20, timeout: TIMEOUT_MS, env: javaEnvironment() }
    return (await promisify(execFile)(command, commandArgs, options)).stdout
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new RigError('JAVA_FAILED', `mqadmin ${args[0] ?? ''} did not run:`, words.trimEnd())
  }
}
