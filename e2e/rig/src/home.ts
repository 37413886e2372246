import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Credentials } from './broker-conf.ts'
import { type Release, traitsOf } from './release.ts'

/**
 * Makes the folder that a RocketMQ program takes for its installation and its user's home: logging set-up, and the files with
 * keys that ACL 1.0 (`plain_acl.yml`) and the command line tool (`tools.yml`) read.
 */
export async function makeHome(
  dir: string,
  release: Release,
  credentials: Credentials | undefined,
): Promise<void> {
  const conf = join(dir, 'conf')
  await mkdir(conf, { recursive: true })
  const logging = logbackXml(traitsOf(release).logbackPackage)
  // RocketMQ 4 looks for these names; RocketMQ 5 is told the first by a system property.
  const files = ['logback_broker.xml', 'logback_namesrv.xml', 'logback_tools.xml'].map(name => [
    name,
    logging,
  ])
  if (credentials)
    files.push(['tools.yml', toolsYml(credentials)], ['plain_acl.yml', plainAclYml(credentials)])
  await Promise.all(files.map(([name = '', text = '']) => writeFile(join(conf, name), text)))
}

/** The system properties that make a RocketMQ program use such a home. */
export function homeProperties(dir: string): string[] {
  return [
    `-Drocketmq.home.dir=${dir}`,
    `-Duser.home=${dir}`,
    `-Drmq.logback.configurationFile=${join(dir, 'conf', 'logback_broker.xml')}`,
  ]
}

/** Warnings and worse on standard output, which the supervisor sends to one file; nothing else is written. */
function logbackXml(logbackPackage: string): string {
  return `<configuration>
  <appender name="out" class="${logbackPackage}.core.ConsoleAppender">
    <encoder><pattern>%d{HH:mm:ss.SSS} %p %t %logger - %m%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
`
}

function toolsYml(credentials: Credentials): string {
  return `accessKey: ${credentials.accessKey}\nsecretKey: '${credentials.secretKey}'\n`
}

function plainAclYml(credentials: Credentials): string {
  return `accounts:
- accessKey: ${credentials.accessKey}
  secretKey: '${credentials.secretKey}'
  whiteRemoteAddress: ''
  admin: true
`
}
