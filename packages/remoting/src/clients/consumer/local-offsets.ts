/**
 * Offsets of a consumer that gets every message, whatever others of its group do: kept by itself, in memory or in a file
 *
 *     {"offsetTable":{{"brokerName":"b","queueId":0,"topic":"t"}:12}}
 *
 * Defined in `client/consumer/store/LocalFileOffsetStore` and `OffsetSerializeWrapper`: Java clients read the same file.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseJson, writeJson } from '../../protocol/json.ts'
import { int64, object, pairs } from '../../protocol/shape.ts'
import { type MessageQueue, messageQueue } from '../../requests/shapes/message-queue.ts'
import { queueKey } from './allocate-queues.ts'
import type { OffsetStore } from './offset-store.ts'

const fileShape = object({ offsetTable: pairs(messageQueue, int64) })

export class LocalOffsets implements OffsetStore {
  private readonly path: string | undefined
  private loaded: Promise<Map<string, [MessageQueue, bigint]>> | undefined
  private saving: Promise<void> = Promise.resolve()

  /** @param path file to keep them in; in memory only without it */
  constructor(path?: string) {
    this.path = path
  }

  /** @throws MalformedError BODY_MALFORMED when the file is not what it should be */
  async read(queue: MessageQueue): Promise<bigint | undefined> {
    return (await this.table()).get(queueKey(queue))?.[1]
  }

  async write(queue: MessageQueue, offset: bigint): Promise<void> {
    const table = await this.table()
    table.set(queueKey(queue), [queue, offset])
    const { path } = this
    if (path === undefined) return
    const previous = this.saving.catch(() => undefined)
    this.saving = previous.then(() => save(path, [...table.values()]))
    await this.saving
  }

  private table(): Promise<Map<string, [MessageQueue, bigint]>> {
    this.loaded ??= load(this.path)
    return this.loaded
  }
}

async function load(path: string | undefined): Promise<Map<string, [MessageQueue, bigint]>> {
  const text = path === undefined ? undefined : await readFile(path, 'utf8').catch(absentIsNone)
  if (text === undefined) return new Map()
  const { offsetTable } = fileShape.read(parseJson(text))
  return new Map(offsetTable.map(([queue, offset]) => [queueKey(queue), [queue, offset]]))
}

/** A file that is cut off half-way would lose everything: the new one takes the old one's place at once. */
async function save(path: string, offsetTable: Array<[MessageQueue, bigint]>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.tmp`, writeJson(fileShape.write({ offsetTable }) ?? null))
  await rename(`${path}.tmp`, path)
}

function absentIsNone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}
