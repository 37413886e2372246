// A self-signed X.509 certificate for 127.0.0.1 and localhost, made without a program that may be missing (openssl) or a library:
// Node signs, but cannot make certificates. Fields in the order of RFC 5280, section 4.1, encoded in DER (X.690).
import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

const SEQUENCE = 0x30
const SET = 0x31
const OBJECT_ID = {
  sha256WithRsa: '2a864886f70d01010b',
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
}
const VALID_DAYS = 30
const DAY_MS = 86_400_000

/** Certificate and private key (PKCS#8), both PEM. The certificate is its own authority. */
export function makeCertificate(commonName: string): { certificate: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const algorithm = der(SEQUENCE, objectId(OBJECT_ID.sha256WithRsa), der(0x05))
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, objectId(OBJECT_ID.commonName), der(0x0c, Buffer.from(commonName)))),
  )
  const toBeSigned = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.of(2))), // version 3
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])), // serial number
    algorithm,
    name, // issuer
    der(SEQUENCE, time(Date.now() - DAY_MS), time(Date.now() + VALID_DAYS * DAY_MS)),
    name, // subject
    publicKey,
    der(0xa3, der(SEQUENCE, alternativeNames(), authority())),
  )
  const signature = createSign('sha256').update(toBeSigned).sign(privateKey)
  const whole = der(SEQUENCE, toBeSigned, algorithm, der(0x03, Buffer.of(0), signature))
  return { certificate: pem('CERTIFICATE', whole), key: privateKey }
}

function alternativeNames(): Buffer {
  const names = der(SEQUENCE, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1)))
  return der(SEQUENCE, objectId(OBJECT_ID.subjectAltName), der(0x04, names))
}

function authority(): Buffer {
  const isAuthority = der(SEQUENCE, der(0x01, Buffer.of(0xff)))
  return der(
    SEQUENCE,
    objectId(OBJECT_ID.basicConstraints),
    der(0x01, Buffer.of(0xff)),
    der(0x04, isAuthority),
  )
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

/** GeneralizedTime: 20260131235959Z. */
function time(at: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\..*/g, '')}Z`))
}

/** Tag, length, content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const length: number[] = []
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256)
  const head = body.length < 0x80 ? [tag, body.length] : [tag, 0x80 | length.length, ...length]
  return Buffer.concat([Buffer.from(head), body])
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
