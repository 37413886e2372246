import { type Instance, instanceView } from '@gantry/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useParam } from '../links/use-param.ts'

/** What the specification allows each second; undefined where something else than TPS of the whole instance is shown. */
export function useTpsLimit(
  name: Extract<keyof NonNullable<Instance['specification']>, 'inboundTps' | 'outboundTps'>,
  isShown: boolean,
): number | undefined {
  const { data } = useQuery({
    ...read(instanceView, { params: { instanceId: useParam('instanceId') } }),
    enabled: isShown,
    placeholderData: keepPreviousData,
  })
  return isShown ? data?.instance.specification?.[name] : undefined
}
