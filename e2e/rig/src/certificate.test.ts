import { X509Certificate } from 'node:crypto'
import { connect, createServer } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { makeCertificate } from './certificate.ts'

describe('a certificate made here', () => {
  const { certificate, key } = makeCertificate('gantry-test')
  const parsed = new X509Certificate(certificate)

  it('is signed by itself and valid now for 127.0.0.1 and localhost', () => {
    expect(parsed.subject).toBe('CN=gantry-test')
    expect(parsed.issuer).toBe('CN=gantry-test')
    expect(parsed.ca).toBe(true)
    expect(parsed.verify(parsed.publicKey)).toBe(true)
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(parsed.checkHost('localhost')).toBe('localhost')
    expect(parsed.checkHost('example.org')).toBeUndefined()
    expect(Date.parse(parsed.validFrom)).toBeLessThan(Date.now())
    expect(Date.parse(parsed.validTo)).toBeGreaterThan(Date.now())
  })

  it('has a serial number of its own each time', () => {
    expect(new X509Certificate(makeCertificate('gantry-test').certificate).serialNumber).not.toBe(
      parsed.serialNumber,
    )
  })

  it('carries a TLS connection for a client that trusts it', async () => {
    const server = createServer({ cert: certificate, key }, socket => socket.end('hello'))
    const port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve(Number(Object(server.address()).port)))
    })
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', ca: certificate })
      socket.once('error', reject)
      socket.setEncoding('utf8').once('data', resolve)
    })
    expect(text).toBe('hello')
    server.close()
  })
})
