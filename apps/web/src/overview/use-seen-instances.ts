import { type Instance, instanceList } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useMe } from '../api/session.ts'

/** Instances of which the person signed in sees anything; undefined until they are known. Of administrators one is enough. */
export function useSeenInstances(): readonly Instance[] | undefined {
  const limit = useMe()?.role === 'administrator' ? 1 : 1_000
  return useQuery({ ...read(instanceList, { query: { limit } }), staleTime: 60_000 }).data?.items
}

/** Nothing that could have figures. */
export function isEmptyInPart({ isGranted, topicsUsed, groups }: Instance): boolean {
  return isGranted && topicsUsed === 0 && groups === 0
}
