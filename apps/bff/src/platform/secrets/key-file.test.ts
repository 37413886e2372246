import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addKey, dropOlderKeys, loadKeys } from './key-file.ts'

let parent = ''
let dataDir = ''
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'gantry-key-'))
  dataDir = join(parent, 'data')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const load = () => loadKeys({ secretKey: undefined, dataDir })
const path = () => join(dataDir, 'secret.key')

describe('the key file', () => {
  it('is made once, for its owner only', async () => {
    const first = await load()
    expect(first[0]).toHaveLength(32)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(await load()).toEqual(first)
  })

  it('is one and the same for several that start at once', async () => {
    const keys = await Promise.all([load(), load(), load()])
    expect(new Set(keys.map(([key]) => key.toString('hex'))).size).toBe(1)
  })

  it('is not needed where GANTRY_SECRET_KEY is set', async () => {
    const [key, older] = await loadKeys({ secretKey: 'ab'.repeat(32), dataDir })
    expect([key.toString('hex'), older]).toEqual(['ab'.repeat(32), []])
    expect(() => statSync(dataDir)).toThrow()
  })

  it('is refused when others can read it', async () => {
    await load()
    chmodSync(path(), 0o644)
    await expect(load()).rejects.toThrow(/can be read by others: run chmod 600 on it\.$/)
  })

  it.each(['', 'no key\n', 'abcd\n'])('is refused when it holds %j', async text => {
    await load()
    writeFileSync(path(), text)
    await expect(load()).rejects.toThrow(/is damaged: it must hold 64 hexadecimal digits a line/)
  })

  it('takes a new key in front, and forgets the others only when it is told', async () => {
    const [first] = await load()
    const [second, older] = await addKey(dataDir)
    expect(older).toEqual([first])
    expect(second).not.toEqual(first)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    await dropOlderKeys(dataDir)
    expect(readFileSync(path(), 'utf8')).toBe(`${second.toString('hex')}\n`)
  })
})
