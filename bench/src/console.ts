/** The console as `npm start` runs it, on a real cluster, with a data directory of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { RigCluster } from '@gantry/rig'
import { FIRST_PASSWORD } from '../../e2e/console.ts'

const START = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url))
const TOKEN = 'token-of-the-first-administrator-for-benchmarks'

export interface Console extends AsyncDisposable {
  readonly url: string
  /** Of the server itself. */
  readonly pid: number
  /** From the command to the first answer that comes from the cluster. */
  readonly startMs: number
  /** Reads a path below `/api/v1`, and all of the answer. @returns its text */
  get(path: string): Promise<string>
  /** Reads a download below `/api/v1` and keeps nothing of it. @param onMib told after each MiB. @returns its lines */
  countLines(path: string, onMib: () => void): Promise<number>
  /** Sends JSON to a path below `/api/v1`. @returns the text of the answer */
  post(path: string, body: object): Promise<string>
}

export async function startConsole(cluster: RigCluster, dataDir?: string): Promise<Console> {
  const ownDir = dataDir ?? (await newDataDir())
  const start = performance.now()
  const child = spawn(process.execPath, [START], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...settingsOf(cluster, ownDir) },
  })
  const ended = once(child, 'exit')
  const url = await addressOf(child.stderr)
  const agent = new Agent({ keepAlive: true })
  const get = async (path: string): Promise<string> => text(await ask(agent, `${url}/api/v1${path}`))
  await get('/instances')
  return {
    url,
    pid: serverOf(child.pid ?? 0),
    startMs: performance.now() - start,
    get,
    countLines: async (path, onMib) => countLines(await ask(agent, `${url}/api/v1${path}`), onMib),
    post: async (path, body) => text(await ask(agent, `${url}/api/v1${path}`, JSON.stringify(body))),
    async [Symbol.asyncDispose]() {
      agent.destroy()
      child.kill('SIGTERM')
      await ended
      if (dataDir === undefined) await rm(ownDir, { recursive: true })
    },
  }
}

/** The path of the instance that the first start makes. */
export async function firstInstance({ get }: Console): Promise<string> {
  const { items } = JSON.parse(await get('/instances'))
  return `/instances/${items[0].instanceId}`
}

export function newDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'gantry-bench-'))
}

function settingsOf({ namesrvAddr, credentials }: RigCluster, dataDir: string): Record<string, string> {
  return {
    GANTRY_PORT: '0',
    GANTRY_DATA_DIR: dataDir,
    GANTRY_ADMIN_PASSWORD: FIRST_PASSWORD,
    GANTRY_BOOTSTRAP_TOKEN: TOKEN,
    GANTRY_LOG_LEVEL: 'error',
    // One caller reads for many here.
    GANTRY_READS_PER_MINUTE: '1000000',
    GANTRY_NAMESRV: namesrvAddr,
    GANTRY_CLUSTER_NAME: 'bench',
    ...(credentials && {
      GANTRY_CLUSTER_ACCESS_KEY: credentials.accessKey,
      GANTRY_CLUSTER_SECRET_KEY: credentials.secretKey,
    }),
  }
}

async function addressOf(stderr: Readable): Promise<string> {
  let printed = ''
  // A server whose output nobody takes any more would end at its next word.
  for await (const chunk of stderr.iterator({ destroyOnReturn: false })) {
    printed += String(chunk)
    const [, url] = /listens on (http\S+)/.exec(printed) ?? []
    if (url !== undefined) {
      stderr.resume()
      return url
    }
  }
  throw new Error(`The console did not start: ${printed}`)
}

/** `npm start` runs the server as its child. */
function serverOf(startPid: number): number {
  return Number(readFileSync(`/proc/${startPid}/task/${startPid}/children`, 'utf8').trim().split(' ')[0])
}

/**
 * Plain `node:http`: less work on this side of the wire than `fetch`, so that less of it is counted.
 * @param body JSON; makes it a POST
 */
function ask(agent: Agent, url: string, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    request(url, { agent, headers, method }, async response => {
      if (response.statusCode === 200 || response.statusCode === 201) resolve(response)
      else
        reject(new Error(`${url} answered ${response.statusCode}: ${(await text(response)).slice(0, 300)}`))
    })
      .on('error', reject)
      .end(body)
  })
}

const NEWLINE = 10
const MIB = 1_048_576

async function countLines(response: IncomingMessage, onMib: () => void): Promise<number> {
  let [lines, bytes] = [0, 0]
  for await (const chunk of response as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++
    if (Math.floor((bytes + chunk.length) / MIB) > Math.floor(bytes / MIB)) onMib()
    bytes += chunk.length
  }
  return lines
}
