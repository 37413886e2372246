/**
 * The built web app: files under `assets/` have a hash in their name and are
 * kept by browsers for good, everything else is asked for again.
 * What the build has compressed beside a file (`.br`, `.gz`) is sent as it is. A path of the app itself gets index.html.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Express, Request, Response } from 'express'

/** Where the build puts files whose names hold a hash of their content. */
const HASHED = /^\/assets\//
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

interface Asset {
  readonly type: string
  readonly isImmutable: boolean
  readonly etag: string
  readonly bytes: Buffer
  /** Encoding → what the build compressed. */
  readonly compressed: ReadonlyMap<string, Buffer>
}

/** All files are read at the start: they are few, and a deployment under a running server does not mix versions. */
export function serveWeb(app: Express, webDir: string): void {
  const assets = readAssets(webDir)
  const page = assets.get('/index.html')
  if (!page) throw new Error(`There is no index.html in ${webDir}: build the web app first.`)
  app.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const asset = assets.get(request.path)
    if (asset) return send(request, response, asset)
    // A file that is missing is an error; a path without a suffix is a page of the app.
    if (extname(request.path) !== '' || !request.accepts('html')) return next()
    send(request, response, page)
  })
}

function send(request: Request, response: Response, asset: Asset): void {
  const encoding = ENCODINGS.map(([name]) => name).find(
    name => asset.compressed.has(name) && request.acceptsEncodings(name) !== false,
  )
  const bytes = (encoding && asset.compressed.get(encoding)) ?? asset.bytes
  response.setHeader('cache-control', asset.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  response.setHeader('etag', asset.etag)
  if (asset.compressed.size > 0) response.setHeader('vary', 'accept-encoding')
  if (request.get('if-none-match') === asset.etag) {
    response.status(304).end()
    return
  }
  if (encoding) response.setHeader('content-encoding', encoding)
  response.type(asset.type)
  response.setHeader('content-length', bytes.length)
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function readAssets(webDir: string): Map<string, Asset> {
  const files = readdirSync(webDir, { recursive: true, withFileTypes: true }).filter(
    file => file.isFile() && !/\.(br|gz|map)$/.test(file.name),
  )
  return new Map(
    files.map(file => {
      const path = join(file.parentPath, file.name)
      const urlPath = `/${relative(webDir, path).split(sep).join('/')}`
      return [urlPath, readAsset(path, urlPath)]
    }),
  )
}

function readAsset(path: string, urlPath: string): Asset {
  const bytes = readFileSync(path)
  const compressed = ENCODINGS.filter(([, suffix]) => existsSync(path + suffix)).map(
    ([encoding, suffix]) => [encoding, readFileSync(path + suffix)] as const,
  )
  return {
    type: extname(urlPath) || 'application/octet-stream',
    isImmutable: HASHED.test(urlPath),
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    bytes,
    compressed: new Map(compressed),
  }
}
