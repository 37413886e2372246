import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalOffsets } from './local-offsets.ts'

const QUEUE = { topic: 't', brokerName: 'b', queueId: 1 }
const OTHER = { topic: 't', brokerName: 'b', queueId: 2 }
let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'local-offsets-'))
})

afterEach(() => rm(dir, { recursive: true }))

describe('LocalOffsets', () => {
  it('knows nothing at first, and what was written after that', async () => {
    const offsets = new LocalOffsets()
    expect(await offsets.read(QUEUE)).toBeUndefined()
    await offsets.write(QUEUE, 12n)
    expect([await offsets.read(QUEUE), await offsets.read(OTHER)]).toEqual([12n, undefined])
  })

  it('remembers in a file what it wrote, to the last digit', async () => {
    const path = join(dir, 'deep', 'offsets.json')
    const offsets = new LocalOffsets(path)
    await Promise.all([offsets.write(QUEUE, 9_007_199_254_740_993n), offsets.write(OTHER, 0n)])
    await offsets.write(OTHER, 3n)
    const again = new LocalOffsets(path)
    expect([await again.read(QUEUE), await again.read(OTHER)]).toEqual([9_007_199_254_740_993n, 3n])
    expect(await readdir(join(dir, 'deep'))).toEqual(['offsets.json'])
  })

  it('reads the file of a Java client, and writes it in that form', async () => {
    const path = join(dir, 'offsets.json')
    await writeFile(
      path,
      '{\n\t"offsetTable":{{\n\t\t"brokerName":"b",\n\t\t"queueId":1,\n\t\t"topic":"t"\n\t}:42\n\t}\n}',
    )
    const offsets = new LocalOffsets(path)
    expect(await offsets.read(QUEUE)).toBe(42n)
    await offsets.write(QUEUE, 43n)
    expect(await readFile(path, 'utf8')).toBe(
      '{"offsetTable":{{"topic":"t","brokerName":"b","queueId":1}:43}}',
    )
  })

  it('says so when the file is something else, instead of beginning anew', async () => {
    const path = join(dir, 'offsets.json')
    await writeFile(path, '{"offsetTable":[')
    await expect(new LocalOffsets(path).read(QUEUE)).rejects.toMatchObject({ code: 'BODY_MALFORMED' })
  })
})
