/** A certificate for 127.0.0.1 that lives as long as the rig, and the JVM settings that make brokers use it. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface TlsFiles {
  /** Certificate and authority in one: it signs itself. */
  readonly certFile: string
  readonly jvmArgs: readonly string[]
}

export async function makeCertificate(dir: string): Promise<TlsFiles> {
  const [certFile, keyFile, configFile] = ['tls.crt', 'tls.key', 'tls.properties'].map(name =>
    join(dir, name),
  ) as [string, string, string]
  const subject = ['-subj', '/CN=gantry-rig', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']
  const files = ['-keyout', keyFile, '-out', certFile]
  await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...files,
    ...subject,
  ])
  const settings = [
    'tls.test.mode.enable=false',
    `tls.server.certPath=${certFile}`,
    `tls.server.keyPath=${keyFile}`,
    'tls.server.need.client.auth=none',
  ]
  await writeFile(configFile, `${settings.join('\n')}\n`)
  return { certFile, jvmArgs: ['-Dtls.server.mode=permissive', `-Dtls.config.file=${configFile}`] }
}
