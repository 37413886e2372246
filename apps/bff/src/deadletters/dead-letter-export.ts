/** Dead letters as a file, read from the brokers as fast as the caller takes it. */
import type { deadLetterExport, QueryOf } from '@gantry/contract'
import { dlqTopicOf } from '@gantry/remoting'
import { findEverywhere } from '../groups/group-inventory.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { isWithin, readWindow, windowsOf } from '../platform/brokers/queue-window.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { Download } from '../platform/http/operation.ts'
import { csvHead, csvLines } from './dead-letter-csv.ts'
import { findDeadLetters, isSeen } from './dead-letter-find.ts'
import { storeTimesOf } from './dead-letter-list.ts'
import type { DeadLetterNeeds, GroupPlace } from './dead-letter-needs.ts'
import { noSuchDeadLetter } from './dead-letter-view.ts'

const MAX_NAMED = 100

/** @throws AppError NOT_FOUND; the failure of a broker that does not answer: half a file would look whole */
export async function exportDeadLetters(
  { db, instances }: DeadLetterNeeds,
  caller: Caller,
  place: GroupPlace,
  query: QueryOf<typeof deadLetterExport>,
  signal: AbortSignal,
): Promise<Download> {
  const handle = await instances.instanceFor(place.instanceId, caller, 'messages')
  const { wireGroup } = await findEverywhere(db, handle, place, signal)
  const fileName = `${place.group}-dead-letters.csv`
  const ids = (query.messageIds ?? '').split(',').filter(id => id !== '')
  if (ids.length > MAX_NAMED) throw tooMany()
  if (ids.length > 0) {
    return { fileName, content: Buffer.from(await named(handle, place.group, wireGroup, ids, signal)) }
  }
  const times = storeTimesOf(query)
  const { windows, failed } = await windowsOf(handle.admin, dlqTopicOf(wireGroup), times, signal)
  const [failure] = failed
  if (failure) throw failure.error
  async function* content(): AsyncGenerator<string> {
    yield csvHead()
    for (const window of windows) {
      for await (const messages of readWindow(handle.admin, window, signal)) {
        const within = messages.filter(message => isWithin(message, times) && isSeen(handle, message))
        if (within.length > 0) yield csvLines(handle, within)
      }
    }
  }
  return { fileName, content: content() }
}

async function named(
  handle: InstanceHandle,
  group: string,
  wireGroup: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  let csv = csvHead()
  for (const messageId of ids) {
    const [found] = await findDeadLetters(handle, wireGroup, messageId, signal)
    if (found === undefined) throw noSuchDeadLetter({ group, messageId })
    csv += csvLines(handle, [found.message])
  }
  return csv
}

function tooMany(): AppError {
  const message = `Name ${MAX_NAMED} dead letters at most, or export a range.`
  return new AppError('VALIDATION', `messageIds: ${message}`, {
    fields: [{ path: 'messageIds', code: 'invalid', message }],
  })
}
