/** Connected clients of a group. */
import { type ConsumerClient, consumerClientList, type ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Figure } from '../ui/figure.tsx'

const whole = (answer: ResponseOf<typeof consumerClientList>) => answer

const columns: readonly Column<ConsumerClient>[] = [
  {
    id: 'clientId',
    header: 'consumers:client.clientId',
    value: ({ clientId }) => clientId,
    cell: ({ clientId }) => <ClientLink clientId={clientId} />,
    sort: true,
  },
  { id: 'clientAddr', header: 'consumers:client.clientAddr', value: row => row.clientAddr, sort: true },
  { id: 'host', header: 'consumers:client.host', value: ({ host }) => host, sort: true, isExtra: true },
  { id: 'processId', header: 'consumers:client.processId', value: row => row.processId, sort: true },
  { id: 'language', header: 'consumers:client.language', value: ({ language }) => language, sort: true },
  { id: 'release', header: 'consumers:client.release', value: ({ release }) => release, sort: true },
  {
    id: 'accumulated',
    header: 'consumers:field.accumulated',
    value: ({ accumulated }) => accumulated,
    cell: ({ accumulated }) => <Figure value={accumulated} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'brokerNames',
    header: 'consumers:client.brokers',
    value: ({ brokerNames }) => brokerNames.join(' '),
    sort: true,
  },
]

function ClientLink({ clientId }: Pick<ConsumerClient, 'clientId'>) {
  const to = paths.client(useParam('instanceId'), useParam('group'), clientId)
  return <TextLink to={to}>{clientId}</TextLink>
}

function NoClients() {
  const t = useText()
  const samples = paths.group(useParam('instanceId'), useParam('group'), 'sample-code')
  return (
    <EmptyState
      icon="user"
      title={t('consumers:client.empty')}
      body={`${t('consumers:client.emptyBody')} ${t('consumers:unseenAbout')}`}
      action={<LinkButton to={samples}>{t('groups:sample.title')}</LinkButton>}
    />
  )
}

export function ConsumerClients() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const state = useListState()
  const list = useLocalList({
    endpoint: consumerClientList,
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
