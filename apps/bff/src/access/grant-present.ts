import type { Grant } from '@gantry/contract'
import { z } from 'zod'
import type { GrantTable } from './grant-table.ts'

const texts = z.array(z.string())

export function groupsOf({ groups }: Pick<GrantTable, 'groups'>): string[] {
  return texts.parse(JSON.parse(groups))
}

export function sourceIpsOf({ source_ips }: Pick<GrantTable, 'source_ips'>): string[] {
  return texts.parse(JSON.parse(source_ips))
}

export function authorisationOf({
  publish,
  subscribe,
}: Pick<GrantTable, 'publish' | 'subscribe'>): Grant['authorisation'] {
  if (publish === 0) return 'SUBSCRIBE'
  return subscribe === 0 ? 'PUBLISH' : 'BOTH'
}
