import { fine, found, names, type Rule, unknown } from '../finding.ts'

/** A broker that is down takes its queues with it; one that is read-only gets nothing new. */
export const brokersAway: Rule = ({ brokers: { value, missing } }) => {
  const { down, readOnly } = value
  const [code, brokers] =
    down.length > 0 ? (['BROKERS_DOWN', down] as const) : (['BROKERS_READ_ONLY', readOnly] as const)
  if (brokers.length > 0) {
    const params = { brokers: names(brokers.map(({ brokerName }) => brokerName)) }
    const evidence = [{ kind: 'brokers' as const, brokers: [...down, ...readOnly] }]
    return found('BROKERS', { code, params, evidence }, { code: 'CHECK_CLUSTER' })
  }
  const [reason] = missing
  return reason ? unknown('BROKERS', reason) : fine('BROKERS', { code: 'BROKERS_FINE' })
}
