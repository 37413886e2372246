/** Where what an event has changed can be changed back: the ordinary form, filled with what was there before. */
import { type AuditEvent, instanceUpdate } from '@gantry/contract'
import { paths } from '../paths.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The version is the one that the change has made: when something has come after it, the form's operation refuses, shows what is
 * there now, and asks.
 * @returns undefined where there is no way back
 */
export function undoPathOf({ action, target, result, change, details }: AuditEvent): string | undefined {
  if (result !== 'ok' || !change?.before || !change.after) return undefined
  const [, instanceId = '', name = ''] =
    /^(?:topic|group|instance) (MQ_INST_\w+)(?:\/(.+))?$/.exec(target) ?? []
  if (instanceId === '') return undefined
  const restored = { ...change.before, version: change.after.version }
  switch (action) {
    case 'topicUpdate':
      return paths.topicEdit(instanceId, name, restored)
    case 'groupUpdate':
      return paths.groupEdit(instanceId, name, restored)
    case 'instanceUpdate':
      return paths.instanceUpdate(instanceId, bodyOf(restored))
    case 'offsetReset':
      return typeof details.resetId === 'string'
        ? paths.offsetUndo(instanceId, name, details.resetId)
        : undefined
    default:
      return undefined
  }
}

/** As the operation takes it: the record has the parts of the specification beside the rest. */
function bodyOf({ name, description, version, ...rest }: Fields): Fields | undefined {
  const { maxTopics, inboundTps, outboundTps } = rest
  const specification = { maxTopics, inboundTps, outboundTps }
  return instanceUpdate.body.safeParse({ name, description, specification, version }).data
}
