import type { offsetRange, ResponseOf } from '@gantry/contract'
import type { Caller } from '../platform/http/caller.ts'
import type { GroupParams, OffsetNeeds } from './offset-needs.ts'
import { readScope } from './reset-scope.ts'
import { presentRange, readStoredRange } from './stored-range.ts'

/** @throws AppError NOT_FOUND, GROUP_BROADCASTING, VALIDATION for a topic that the group does not subscribe to */
export async function viewRange(
  needs: OffsetNeeds,
  caller: Caller,
  params: GroupParams,
  topic: string,
  signal: AbortSignal,
): Promise<ResponseOf<typeof offsetRange>> {
  const { handle, wireGroup, wireTopic } = await readScope(needs, caller, params, topic, signal)
  return { topic, ...presentRange(await readStoredRange(handle, wireGroup, wireTopic, signal)) }
}
