import { namespaceOf, unwrapNamespace } from '@gantry/remoting'
import { type AbsenceRule, answer } from '../trail.ts'

/** In another instance, or in another cluster. */
export const elsewhere: AbsenceRule = ({ foreignTopic, strangerAddr }) => {
  if (foreignTopic !== undefined) {
    const instanceId = namespaceOf(foreignTopic)
    const topic = unwrapNamespace(foreignTopic)
    return instanceId === ''
      ? [answer('ELSEWHERE', 'Sent to {topic}, which is in the default instance of the cluster.', { topic })]
      : [answer('ELSEWHERE', 'Sent to {topic} of the instance {instanceId}.', { topic, instanceId })]
  }
  if (strangerAddr === undefined) return []
  const template = 'Sent to another cluster: the ID names the broker {addr}, which is not of this one.'
  return [answer('ELSEWHERE', template, { addr: strangerAddr })]
}
