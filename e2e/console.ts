/** A console of its own: the whole server with the built web app, a data directory of its own, on a free port. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Call, createClient } from '@gantry/contract'

export interface Console extends AsyncDisposable {
  /** Such as `http://127.0.0.1:43210`. */
  readonly url: string
  /** The API with the rights of the first administrator. */
  readonly call: Call
  /** Where its database is. */
  readonly dataDir: string
  /** Ends it as a crash would, without warning. */
  kill(): Promise<void>
}

/** What the first administrator signs in with once. */
export const FIRST_PASSWORD = 'First!pw!1'
/** Of a program of the first administrator. */
export const FIRST_TOKEN = 'token-of-the-first-administrator-for-tests'
const PROGRAM = fileURLToPath(new URL('console-program.ts', import.meta.url))

/** @param settings beside those that every test wants */
export async function startConsole(settings: Readonly<Record<string, string>> = {}): Promise<Console> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gantry-e2e-'))
  const child = fork(PROGRAM, {
    execArgv: ['--max-semi-space-size=4'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: {
      ...environment(),
      // Answers are checked against the contract.
      NODE_ENV: 'test',
      GANTRY_PORT: '0',
      GANTRY_DATA_DIR: dataDir,
      GANTRY_ADMIN_PASSWORD: FIRST_PASSWORD,
      GANTRY_BOOTSTRAP_TOKEN: FIRST_TOKEN,
      GANTRY_LOG_LEVEL: 'error',
      // Tests bring their own cluster, or have none.
      GANTRY_SANDBOX: 'off',
      ...settings,
    },
  })
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const url = await addressOf(child.stderr, ended)
    const headers = { authorization: `Bearer ${FIRST_TOKEN}` }
    const call = createClient({ baseUrl: url, headers: () => headers })
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL')
      await ended
    }
    return { url, call, dataDir, kill, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Settings of the person who runs the tests, and what steers Node in them, stay outside. */
function environment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GANTRY_') && name !== 'NODE_OPTIONS',
  )
  return Object.fromEntries(kept)
}

async function addressOf(stderr: NodeJS.ReadableStream | null, ended: Promise<unknown>): Promise<string> {
  let text = ''
  const listening = new Promise<string>(resolve => {
    stderr?.setEncoding('utf8')
    stderr?.on('data', chunk => {
      text += chunk
      const [, url] = /listens on (http\S+)/.exec(text) ?? []
      if (url !== undefined) resolve(url)
    })
  })
  const gone = ended.then(() => {
    throw new Error(`The console did not start: ${text}`)
  })
  return await Promise.race([listening, gone])
}
