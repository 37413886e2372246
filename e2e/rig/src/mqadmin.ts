/** RocketMQ's own command line, to compare our figures with. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Rig, RigCluster } from './rig.ts'

/** Runs one mqadmin command against a cluster of the rig and returns what it printed. */
export async function mqadmin(rig: Rig, cluster: RigCluster, args: readonly string[]): Promise<string> {
  // Its home holds conf/tools.yml with the credentials.
  const home = join(rig.dir, `${cluster.clusterName}-namesrv`)
  const jvm = ['-Xmx128m', '-XX:TieredStopAtLevel=1', `-Drocketmq.home.dir=${home}`, `-Duser.home=${home}`]
  const main = 'org.apache.rocketmq.tools.command.MQAdminStartup'
  const command = [...jvm, '-cp', rig.javaClasspath, main, ...args, '-n', cluster.namesrvAddr]
  const { stdout } = await promisify(execFile)('java', command, { maxBuffer: 64 * 1024 * 1024 })
  return stdout
}
