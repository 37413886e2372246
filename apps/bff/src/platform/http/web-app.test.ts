import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test-support/start-server.ts'

const SCRIPT = 'console.log("gantry")'.repeat(100)
const webDir = mkdtempSync(join(tmpdir(), 'gantry-web-'))
let server: TestServer

beforeAll(async () => {
  mkdirSync(join(webDir, 'assets'))
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Gantry</title>')
  writeFileSync(join(webDir, 'favicon.svg'), '<svg/>')
  writeFileSync(join(webDir, 'assets/main-a1b2c3d4.js'), SCRIPT)
  writeFileSync(join(webDir, 'assets/main-a1b2c3d4.js.br'), brotliCompressSync(SCRIPT))
  writeFileSync(join(webDir, 'assets/main-a1b2c3d4.js.gz'), gzipSync(SCRIPT))
  server = await startTestServer({ webDir })
})

afterAll(async () => {
  await server.close()
  rmSync(webDir, { recursive: true, force: true })
})

/** fetch() asks for every encoding by itself and decodes it, so this goes without. */
function get(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      request(server.url + path, { headers }, async response => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) })
      })
        .on('error', reject)
        .end()
    },
  )
}

describe('the web app', () => {
  it.each(['/', '/instances/MQ_INST_1_abcdefgh/topics', '/sign-in?next=%2F'])(
    'is the page at %s',
    async path => {
      const { status, headers, body } = await get(path, { accept: 'text/html' })
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(headers['cache-control']).toBe('no-cache')
      expect(body.toString()).toContain('<title>Gantry</title>')
    },
  )

  it('keeps files with a hash in their name for good, others not', async () => {
    const hashed = await get('/assets/main-a1b2c3d4.js')
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(hashed.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
  })

  it('sends what the build compressed, in the best way that the browser reads', async () => {
    const path = '/assets/main-a1b2c3d4.js'
    const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br' })
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotli.headers.vary).toBe('accept-encoding')
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT)
    const gzip = await get(path, { 'accept-encoding': 'gzip' })
    expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT)
    const plain = await get(path)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body.toString()).toBe(SCRIPT)
  })

  it('is not sent again to a browser that has it', async () => {
    const etag = String((await get('/')).headers.etag)
    const again = await get('/', { 'if-none-match': etag })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  it.each([
    '/assets/gone-a1b2c3d4.js',
    '/robots.txt',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/..%5cpackage.json',
    '/assets/..%2f..%2findex.ts',
    '/%252e%252e/package.json',
    '/favicon.svg%00.js',
    '//etc/passwd.txt',
    '/api/nothing',
  ])('does not answer for what is not there: %s', async path => {
    const { status, headers } = await get(path, { accept: '*/*' })
    expect(status).toBe(404)
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })
})
