/**
 * Self-signed certificates made on the spot, so that no private key lies in the repository. X.509 v3 in DER by
 * RFC 5280: a certificate is a sequence of what is signed, the algorithm and the signature.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

export interface Certificate {
  /** PEM. */
  readonly cert: string
  /** PEM, PKCS #8. */
  readonly key: string
}

/** A certificate for a host name or IPv4 address, valid for a day before and after now. */
export function selfSigned(host: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid(COMMON_NAME), der(0x0c, Buffer.from(host)))))
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ALGORITHM,
    name,
    sequence(time(-DAY_MS), time(DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(extension(BASIC_CONSTRAINTS, sequence(der(0x01, Buffer.of(0xff)))), alternativeName(host)),
    ),
  )
  const signature = der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', signed, privateKey)]))
  return {
    cert: pem('CERTIFICATE', sequence(signed, ALGORITHM, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const DAY_MS = 86_400_000
const COMMON_NAME = [0x55, 0x04, 0x03]
const BASIC_CONSTRAINTS = [0x55, 0x1d, 0x13]
const SUBJECT_ALTERNATIVE_NAME = [0x55, 0x1d, 0x11]
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]
const ALGORITHM = sequence(oid(ECDSA_WITH_SHA256))

function alternativeName(host: string): Buffer {
  const octets = Buffer.from(host.split('.').map(Number))
  const name = isIP(host) === 4 ? der(0x87, octets) : der(0x82, Buffer.from(host))
  return extension(SUBJECT_ALTERNATIVE_NAME, sequence(name))
}

function extension(id: number[], value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value))
}

function time(fromNowMs: number): Buffer {
  const iso = new Date(Date.now() + fromNowMs).toISOString()
  return der(0x18, Buffer.from(`${iso.slice(0, 19).replace(/[-:T]/g, '')}Z`))
}

function oid(bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes))
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function set(part: Buffer): Buffer {
  return der(0x31, part)
}

/** Tag, length (one byte below 128, else two), value. */
function der(tag: number, value: Buffer): Buffer {
  const long = [0x82, value.length >> 8, value.length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...(value.length < 128 ? [value.length] : long)), value])
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
