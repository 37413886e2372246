import { namespaceOf, unwrapNamespace } from '@gantry/remoting'
import { type AbsenceRule, answer } from '../trail.ts'

/** In another instance, or in another cluster. */
export const elsewhere: AbsenceRule = ({ foreignTopic, strangerAddr }) => {
  if (foreignTopic !== undefined) {
    const instanceId = namespaceOf(foreignTopic)
    const topic = unwrapNamespace(foreignTopic)
    return instanceId === ''
      ? [answer('ELSEWHERE', 'inDefaultInstance', { topic })]
      : [answer('ELSEWHERE', 'inInstance', { topic, instanceId })]
  }
  if (strangerAddr === undefined) return []
  return [answer('ELSEWHERE', 'inOtherCluster', { addr: strangerAddr })]
}
