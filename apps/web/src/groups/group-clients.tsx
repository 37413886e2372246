/** Connected clients of a group. */
import { groupClients, type ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'

type Client = ResponseOf<typeof groupClients>['items'][number]

const whole = (answer: ResponseOf<typeof groupClients>) => answer

const columns: readonly Column<Client>[] = [
  { id: 'clientId', header: 'groups:client.clientId', value: ({ clientId }) => clientId, sort: true },
  { id: 'clientAddr', header: 'groups:client.clientAddr', value: row => row.clientAddr, sort: true },
  { id: 'language', header: 'groups:client.language', value: ({ language }) => language, sort: true },
  { id: 'release', header: 'groups:client.release', value: ({ release }) => release, sort: true },
  {
    id: 'brokerNames',
    header: 'groups:client.brokers',
    value: ({ brokerNames }) => brokerNames.join(' '),
    sort: true,
  },
]

function NoClients() {
  const t = useText()
  const samples = paths.group(useParam('instanceId'), useParam('group'), 'sample-code')
  return (
    <EmptyState
      icon="user"
      title={t('groups:client.empty')}
      body={t('groups:client.emptyBody')}
      action={<LinkButton to={samples}>{t('groups:sample.title')}</LinkButton>}
    />
  )
}

export function GroupClients() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const state = useListState()
  const list = useLocalList({
    endpoint: groupClients,
    input: { params: { instanceId, group } },
    pick: whole,
    columns,
    state,
  })
  return (
    <ListShell
      label={t('groups:tab.clients')}
      searchLabel={t('common:search')}
      fileName={`${group}-clients`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ clientId }) => clientId}
      empty={<NoClients />}
    />
  )
}
