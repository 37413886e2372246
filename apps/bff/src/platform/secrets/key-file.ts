/**
 * The key that seals secrets: GANTRY_SECRET_KEY, or else `secret.key` in the data directory, made with mode 600 at the
 * first start. The file holds a key a line in hexadecimal: the first seals, the others open what is older.
 */
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, ConfigError } from '../config/config.ts'
import { KEY_BYTES } from './secrets.ts'

const FILE_NAME = 'secret.key'
const OWNER_ONLY = 0o600
const OTHERS = 0o077

type Keys = [key: Buffer, olderKeys: readonly Buffer[]]

/** @throws ConfigError when the file is readable by others, or holds no key */
export async function loadKeys(config: Pick<Config, 'secretKey' | 'dataDir'>): Promise<Keys> {
  if (config.secretKey !== undefined) return [Buffer.from(config.secretKey, 'hex'), []]
  const path = keyFilePath(config.dataDir)
  const lines = (await readKeyFile(path)) ?? (await makeKeyFile(config.dataDir))
  const keys = lines.map(line => Buffer.from(line, 'hex'))
  const [first, ...older] = keys
  if (!first || keys.some(({ length }) => length !== KEY_BYTES)) {
    throw new ConfigError(
      `The key file ${path} is damaged: it must hold 64 hexadecimal digits a line. Restore it from a backup.`,
    )
  }
  return [first, older]
}

/** Puts a new key before the others. @returns the same as {@link loadKeys} afterwards */
export async function addKey(dataDir: string): Promise<Keys> {
  const path = keyFilePath(dataDir)
  const lines = (await readKeyFile(path)) ?? []
  await replaceKeyFile(path, [newKey(), ...lines])
  return loadKeys({ secretKey: undefined, dataDir })
}

/** Forgets every key but the first. */
export async function dropOlderKeys(dataDir: string): Promise<void> {
  const path = keyFilePath(dataDir)
  const [first] = (await readKeyFile(path)) ?? []
  if (first) await replaceKeyFile(path, [first])
}

function keyFilePath(dataDir: string): string {
  return join(dataDir, FILE_NAME)
}

async function readKeyFile(path: string): Promise<string[] | undefined> {
  try {
    const { mode } = await stat(path)
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw new ConfigError(`The key file ${path} can be read by others: run chmod 600 on it.`)
    }
    return (await readFile(path, 'utf8')).split('\n').filter(line => line !== '')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Linked under its name when it is whole, so that of several that start at once nobody reads half a key. */
async function makeKeyFile(dataDir: string): Promise<string[]> {
  const key = newKey()
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = keyFilePath(dataDir)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${key}\n`, { mode: OWNER_ONLY, flag: 'wx', flush: true })
  try {
    await link(draft, path)
    return [key]
  } catch (error) {
    const made = await readKeyFile(path)
    if (made && made.length > 0) return made
    throw error
  } finally {
    await unlink(draft)
  }
}

/** By renaming, so that a crash leaves the old file or the new one. */
async function replaceKeyFile(path: string, lines: readonly string[]): Promise<void> {
  await writeFile(`${path}.new`, lines.map(line => `${line}\n`).join(''), { mode: OWNER_ONLY, flush: true })
  await rename(`${path}.new`, path)
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('hex')
}
