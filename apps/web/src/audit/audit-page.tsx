/** Every change: who, what, when, from where, with which result. */
import { type AuditEvent, auditEventList } from '@gantry/contract'
import { Box, Text } from '@mantine/core'
import { Outlet } from 'react-router'
import { call } from '../api/call.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useList } from '../table/use-list.ts'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { AuditFiles } from './audit-files.tsx'
import { AUDIT_FILTERS, auditFilterOf } from './audit-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditResult } from './audit-result.tsx'
import { useRecordedText } from './use-recorded-text.ts'

function useAuditEvents(state: ListControls) {
  const filter = auditFilterOf(state)
  return useList({
    key: [auditEventList.id, filter],
    state,
    load: (query, init) => call(auditEventList, { query: { ...query, ...filter } }, init),
  })
}

const columns: readonly Column<AuditEvent>[] = [
  {
    id: 'at',
    header: 'audit:column.at',
    value: ({ at }) => at,
    cell: ({ at }) => <Time at={at} wraps />,
    wraps: true,
  },
  {
    id: 'action',
    header: 'audit:column.action',
    value: ({ action }) => action,
    cell: ({ action, target }) => <TwoLines first={action} second={target} width="min(18rem, 31vw)" />,
    wraps: true,
  },
  {
    id: 'username',
    header: 'audit:column.username',
    value: ({ username }) => username,
    cell: ({ username, address }) => <TwoLines first={username ?? '–'} second={address} />,
    wraps: true,
  },
  {
    id: 'result',
    header: 'audit:column.result',
    value: ({ result }) => result,
    cell: ({ result }) => <AuditResult result={result} />,
  },
  {
    id: 'change',
    header: 'audit:column.change',
    value: ({ change }) => JSON.stringify(change),
    cell: ({ change }) => <ChangeSummary change={change} />,
    wraps: true,
  },
  {
    id: 'details',
    header: 'audit:column.details',
    value: ({ details }) => JSON.stringify(details),
    isExtra: true,
  },
  { id: 'userAgent', header: 'audit:column.userAgent', value: ({ userAgent }) => userAgent, isExtra: true },
  { id: 'requestId', header: 'audit:column.requestId', value: ({ requestId }) => requestId, isExtra: true },
]

interface TwoLinesProps {
  readonly first: string
  readonly second: string
  /** At least. */
  readonly width?: string
}

/** What belongs together stands together: all of a row is in sight on a small screen. */
function TwoLines({ first, second, width = 'auto' }: TwoLinesProps) {
  return (
    <Box miw={width}>
      {first}
      <Text size="xs" c="dimmed">
        {second}
      </Text>
    </Box>
  )
}

function ChangeSummary({ change }: Pick<AuditEvent, 'change'>) {
  const { summaryOf } = useRecordedText()
  const summary = summaryOf(change)
  return (
    <Text size="sm" miw="12rem" lineClamp={3} title={summary}>
      {summary || '–'}
    </Text>
  )
}

function NoEvents() {
  const t = useText()
  return <EmptyState icon="audit" title={t('audit:empty')} body={t('audit:emptyBody')} />
}

export function AuditPage() {
  const t = useText()
  const state = useListState()
  const list = useAuditEvents(state)
  return (
    <Page title={t('audit:title')} description={t('audit:about')}>
      <ListShell
        label={t('audit:title')}
        searchLabel={t('audit:search')}
        fileName="audit-events"
        list={list}
        state={state}
        columns={columns}
        rowKey={({ auditId }) => auditId}
        filters={<AuditFilters state={state} rows={list.rows} />}
        filterNames={AUDIT_FILTERS}
        empty={<NoEvents />}
        files={<AuditFiles state={state} />}
        rowActions={({ auditId }) => (
          <LinkButton to={paths.auditEvent(auditId)} variant="subtle" size="compact-sm">
            {t('common:details')}
          </LinkButton>
        )}
      />
      <Outlet />
    </Page>
  )
}
