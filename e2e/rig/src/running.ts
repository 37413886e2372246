// The rigs that run in the background, as files: one for each, written by its keeper (keeper.ts), read by `status` and `down`.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { cacheDir } from './cache.ts'

const PING_TIMEOUT_MS = 5_000
const DOWN_TIMEOUT_MS = 60_000

/** A rig in the background: where its keeper listens, and what there is to say about it. */
export interface RunningRig {
  name: string
  controlPort: number
  /** Whoever can read the file may talk to the keeper. */
  token: string
  report: object
}

function fileOf(name: string): string {
  return join(cacheDir('running'), `${name}.json`)
}

/** Writes the file at once or not at all. */
export async function saveRunning(rig: RunningRig): Promise<void> {
  await mkdir(cacheDir('running'), { recursive: true })
  const fresh = `${fileOf(rig.name)}.${process.pid}`
  await writeFile(fresh, JSON.stringify(rig), { mode: 0o600 })
  await rename(fresh, fileOf(rig.name))
}

export async function forgetRunning(name: string): Promise<void> {
  await rm(fileOf(name), { force: true })
}

/** The rigs whose keeper answers. Files of keepers that are gone are removed. */
export async function listRunning(): Promise<RunningRig[]> {
  const files = await readdir(cacheDir('running')).catch(() => [])
  const names = files.flatMap(file => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []))
  const rigs = await Promise.all(names.sort().map(findRunning))
  return rigs.filter(rig => rig !== undefined)
}

/** The rig of that name, if its keeper answers. */
export async function findRunning(name: string): Promise<RunningRig | undefined> {
  const rig = parse(await readFile(fileOf(name), 'utf8').catch(() => ''))
  if (rig && (await say(rig, 'ping', PING_TIMEOUT_MS))) return rig
  await forgetRunning(name)
  return undefined
}

/** Asks the keeper to end its rig; resolves when everything is gone. */
export async function stopRunning(rig: RunningRig): Promise<void> {
  await say(rig, 'down', DOWN_TIMEOUT_MS)
}

/** True when the keeper answered. */
function say(rig: RunningRig, word: 'ping' | 'down', timeoutMs: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port: rig.controlPort, host: '127.0.0.1' })
    socket.setTimeout(timeoutMs, () => socket.destroy())
    socket.once('connect', () => socket.write(`${word} ${rig.token}\n`))
    socket.once('data', () => {
      resolve(true)
      socket.destroy()
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

function parse(text: string): RunningRig | undefined {
  try {
    const rig: unknown = JSON.parse(text)
    return isRunningRig(rig) ? rig : undefined
  } catch {
    return undefined
  }
}

function isRunningRig(rig: unknown): rig is RunningRig {
  return (
    typeof rig === 'object' &&
    rig !== null &&
    'name' in rig &&
    typeof rig.name === 'string' &&
    'controlPort' in rig &&
    typeof rig.controlPort === 'number' &&
    'token' in rig &&
    typeof rig.token === 'string' &&
    'report' in rig &&
    typeof rig.report === 'object' &&
    rig.report !== null
  )
}
