/** The one frame of all lists: tools above, the rows below. */
import { Group, Stack } from '@mantine/core'
import { ColumnPicker } from './column-picker.tsx'
import { ExportButton } from './export-button.tsx'
import { ListBody } from './list-body.tsx'
import type { ListShellProps } from './list-shell-props.ts'
import { LiveStatus } from './live-status.tsx'
import { PartialNotice } from './partial-notice.tsx'
import { SearchField } from './search-field.tsx'
import { visibleColumns } from './visible-columns.ts'

export function ListShell<Row>(props: ListShellProps<Row>) {
  const { searchLabel, fileName, list, state, columns, filters } = props
  const visible = visibleColumns(columns, state.columns)
  const exported = columns.filter(({ id, isPicture }) => visible[id] && !isPicture)
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="xs" style={{ flex: '1 1 20rem' }}>
          <SearchField label={searchLabel} value={state.q} onChange={q => state.change({ q })} />
          {filters}
        </Group>
        <Group gap="xs">
          <LiveStatus asOf={list.asOf} isRefreshing={list.isRefreshing} onRefresh={list.refresh} />
          <ColumnPicker
            columns={columns}
            visible={visible}
            onChange={picked => state.change({ columns: picked.join(',') })}
          />
          {props.files ?? <ExportButton fileName={fileName} columns={exported} loadAll={list.loadAll} />}
        </Group>
      </Group>
      <PartialNotice partial={list.partial} />
      <ListBody {...props} visible={visible} />
    </Stack>
  )
}
