import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Credentials } from './broker-conf.ts'

/** RocketMQ 5 carries a copy of logback under another name and is told the file by a system property. */
const LOGGING_5 = 'rmq.logback.xml'
/** RocketMQ 4 looks for these. */
const LOGGING_4 = ['logback_broker.xml', 'logback_namesrv.xml', 'logback_tools.xml'] as const

/**
 * Makes the folder that a RocketMQ program takes for its installation and its user's home: logging set-up, and the files with
 * keys that ACL 1.0 (`plain_acl.yml`) and the command line tool (`tools.yml`) read.
 */
export async function makeHome(dir: string, credentials: Credentials | undefined): Promise<void> {
  await mkdir(join(dir, 'conf'), { recursive: true })
  // Netty and RocksDB unpack native libraries there and leave them behind when they are killed.
  await mkdir(join(dir, 'tmp'), { recursive: true })
  const files: [string, string][] = [[LOGGING_5, logbackXml('org.apache.rocketmq.logging.ch.qos.logback')]]
  for (const name of LOGGING_4) files.push([name, logbackXml('ch.qos.logback')])
  if (credentials)
    files.push(['tools.yml', toolsYml(credentials)], ['plain_acl.yml', plainAclYml(credentials)])
  await Promise.all(files.map(([name, text]) => writeFile(join(dir, 'conf', name), text)))
}

/** The system properties that make a RocketMQ program use such a home and nothing of the real user's. */
export function homeProperties(dir: string): string[] {
  return [
    `-Drocketmq.home.dir=${dir}`,
    `-Duser.home=${dir}`,
    `-Djava.io.tmpdir=${join(dir, 'tmp')}`,
    `-Drmq.logback.configurationFile=${join(dir, 'conf', LOGGING_5)}`,
    // The client of RocketMQ 4 logs to a file in the home unless told to use slf4j, that is logback.
    '-Drocketmq.client.logUseSlf4j=true',
    `-Dlogback.configurationFile=${join(dir, 'conf', LOGGING_4[0])}`,
  ]
}

/**
 * Warnings and worse on standard error, nothing else: standard output belongs to the tools' answers. The check for
 * half messages warns whenever it finds none.
 */
function logbackXml(logbackPackage: string): string {
  return `<configuration>
  <appender name="err" class="${logbackPackage}.core.ConsoleAppender">
    <target>System.err</target>
    <encoder><pattern>%d{HH:mm:ss.SSS} %p %t %logger - %m%n</pattern></encoder>
  </appender>
  <logger name="RocketmqTransaction" level="ERROR"/>
  <root level="WARN"><appender-ref ref="err"/></root>
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
