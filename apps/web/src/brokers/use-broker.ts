import { useSearchParams } from 'react-router'
import { useParam } from '../links/use-param.ts'

/** The broker of this page: parameters and query as the API takes them. */
export function useBroker() {
  const clusterId = useParam('clusterId')
  const brokerName = useParam('brokerName')
  const [search] = useSearchParams()
  const written = search.get('brokerId') ?? ''
  const brokerId = /^\d{1,6}$/.test(written) ? Number(written) : undefined
  return {
    clusterId,
    brokerName,
    brokerId,
    input: { params: { clusterId, brokerName }, query: brokerId === undefined ? {} : { brokerId } },
  }
}
