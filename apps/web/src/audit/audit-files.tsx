/** The record as a file, with the filters of the page: the server writes it, however long it is. */
import { auditEventCsv, auditEventLines, urlOf } from '@gantry/contract'
import { Button, Group } from '@mantine/core'
import type { ListControls } from '../table/use-list-state.ts'
import { Icon } from '../ui/icon.tsx'
import { auditFilterOf } from './audit-filter.ts'

export function AuditFiles({ state }: { readonly state: ListControls }) {
  const query = { ...(state.q && { q: state.q }), ...auditFilterOf(state) }
  const look = { component: 'a', variant: 'default', download: true } as const
  return (
    <Group gap="xs">
      <Button
        {...look}
        leftSection={<Icon name="download" size={16} />}
        href={urlOf(auditEventCsv, { query })}
      >
        CSV
      </Button>
      <Button
        {...look}
        leftSection={<Icon name="download" size={16} />}
        href={urlOf(auditEventLines, { query })}
      >
        JSON
      </Button>
    </Group>
  )
}
