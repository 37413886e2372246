/** The instance without a namespace: at most one on a cluster, whose topics and groups are those that have none. */
import { INSTANCE_NAME_LENGTH, SPECIFICATION_RANGES } from '@gantry/rules'
import { insertNew } from './instance-changes.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { findDefaultInstance } from './instance-store.ts'

/** What is there must fit in, however much it is. */
const SPECIFICATION = {
  maxTopics: SPECIFICATION_RANGES.maxTopics.max,
  inboundTps: SPECIFICATION_RANGES.inboundTps.max,
  outboundTps: SPECIFICATION_RANGES.outboundTps.max,
}

/**
 * Several replicas may do this at once.
 * @throws AppError CONFLICT when another instance has that name
 */
export async function ensureDefaultInstance(
  needs: InstanceNeeds,
  clusterId: string,
  name: string,
): Promise<void> {
  const isThere = async (): Promise<boolean> => (await findDefaultInstance(needs.db, clusterId)) !== undefined
  if (await isThere()) return
  try {
    await insertNew(needs, needs.accounts.firstId, {
      name: name.length < INSTANCE_NAME_LENGTH.min ? `${name}-default` : name,
      description: '',
      clusterId,
      hasNamespace: false,
      specification: SPECIFICATION,
    })
  } catch (error) {
    if (!(await isThere())) throw error
  }
}
