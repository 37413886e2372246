import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeCertificate } from './certificate.ts'

/** What a rig with TLS has: the certificate for clients to trust, and what the servers are told. */
export interface TlsFiles {
  caFile: string
  keyFile: string
  /** System properties for name server and broker (TlsSystemConfig of RocketMQ). */
  jvmArgs: string[]
}

/** For servers of a rig without TLS: else they would make a certificate of their own and accept it. */
export const NO_TLS = ['-Dtls.server.mode=disabled']

/** Writes a certificate made for this rig and the file that RocketMQ reads it from. */
export async function makeTlsFiles(dir: string): Promise<TlsFiles> {
  const caFile = join(dir, 'tls-certificate.pem')
  const keyFile = join(dir, 'tls-key.pem')
  const configFile = join(dir, 'tls.properties')
  const { certificate, key } = makeCertificate('gantry-rig')
  const settings = {
    'tls.test.mode.enable': 'false',
    'tls.server.need.client.auth': 'none',
    'tls.server.certPath': caFile,
    'tls.server.keyPath': keyFile,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(caFile, certificate)
  await writeFile(keyFile, key, { mode: 0o600 })
  await writeFile(configFile, lines.join(''))
  return { caFile, keyFile, jvmArgs: ['-Dtls.server.mode=permissive', `-Dtls.config.file=${configFile}`] }
}
