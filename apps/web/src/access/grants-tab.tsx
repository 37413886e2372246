/** Who may publish or subscribe to a topic beside its owner. */
import { type Grant, grantList, type ResponseOf } from '@gantry/contract'
import { Outlet } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { Time } from '../ui/time.tsx'
import { Authorisation } from './authorisation.tsx'
import { Sources } from './sources.tsx'

const whole = (answer: ResponseOf<typeof grantList>) => answer

const columns: readonly Column<Grant>[] = [
  { id: 'grantee', header: 'access:grants.grantee', value: ({ granteeName }) => granteeName, sort: true },
  {
    id: 'granteeType',
    header: 'access:grants.granteeType',
    value: ({ granteeType }) => granteeType,
    cell: ({ granteeType, grantee }) => <GranteeType granteeType={granteeType} grantee={grantee} />,
    sort: true,
  },
  {
    id: 'authorisation',
    header: 'access:grants.authorisation',
    value: ({ authorisation }) => authorisation,
    cell: ({ authorisation }) => <Authorisation authorisation={authorisation} />,
    sort: true,
  },
  {
    id: 'groups',
    header: 'access:grants.groups',
    value: ({ groups, madeGroups }) => [...groups, ...madeGroups].join(', '),
    cell: grant => <Groups {...grant} />,
  },
  {
    id: 'sourceIps',
    header: 'access:grants.sources',
    value: ({ sourceIps }) => sourceIps.join(', '),
    cell: ({ sourceIps }) => <Sources sourceIps={sourceIps} />,
  },
  {
    id: 'accessKeys',
    header: 'access:grants.accessKeys',
    about: 'access:grants.accessKeysAbout',
    value: ({ accessKeys }) => accessKeys,
    align: 'right',
    sort: true,
  },
  {
    id: 'createdAt',
    header: 'access:grants.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Time at={createdAt} />,
    sort: true,
  },
]

function GranteeType({ granteeType, grantee }: Pick<Grant, 'granteeType' | 'grantee'>) {
  const t = useText()
  const type = t(`access:grants.type.${granteeType}`)
  return granteeType === 'TENANT_ACCOUNT' ? `${type} ${grantee}` : type
}

function Groups({ groups, madeGroups }: Pick<Grant, 'groups' | 'madeGroups'>) {
  const t = useText()
  const own = madeGroups.map(group => t('access:grants.madeGroup', { group }))
  return [...groups, ...own].join(', ') || '–'
}

function GrantMenu({ grant: { grantId, granteeName } }: { readonly grant: Grant }) {
  const t = useText()
  const [instanceId, topic] = [useParam('instanceId'), useParam('topic')]
  const edit = {
    label: t('access:grants.edit'),
    to: paths.grantEdit(instanceId, topic, grantId),
    needs: 'grantCreate',
  } as const
  const revoke = {
    label: t('access:grants.revoke'),
    to: paths.grantDelete(instanceId, topic, grantId),
    needs: 'grantDelete',
    isDestructive: true,
  } as const
  return <RowMenu of={granteeName} actions={[edit, revoke]} />
}

function Authorize() {
  const t = useText()
  return (
    <LinkButton
      to={paths.grantCreate(useParam('instanceId'), useParam('topic'))}
      needs="grantCreate"
      leftSection={<Icon name="add" size={16} />}
    >
      {t('access:grants.authorize')}
    </LinkButton>
  )
}

function NoGrants() {
  const t = useText()
  return (
    <EmptyState
      icon="user"
      title={t('access:grants.empty')}
      body={t('access:grants.emptyBody')}
      action={<Authorize />}
    />
  )
}

export function GrantsTab() {
  const t = useText()
  const topic = useParam('topic')
  const input = { params: { instanceId: useParam('instanceId'), topic } }
  const state = useListState()
  const { data } = useLiveQuery(grantList, input)
  const list = useLocalList({ endpoint: grantList, input, pick: whole, columns, state })
  const open = data?.notEnforcedOn ?? []
  return (
    <>
      {data?.isOrphaned && (
        <Notice tone="warning" title={t('access:grants.orphaned')}>
          {t('access:grants.orphanedAbout')}
        </Notice>
      )}
      {open.length > 0 && (
        <Notice tone="warning" title={t('access:grants.notEnforced', { brokers: open.join(', ') })} />
      )}
      <ListShell
        label={t('topics:tab.grants')}
        searchLabel={t('common:search')}
        fileName={`${topic}-grants`}
        list={list}
        state={state}
        columns={columns}
        rowKey={({ grantId }) => grantId}
        rowActions={grant => <GrantMenu grant={grant} />}
        filters={<Authorize />}
        empty={<NoGrants />}
      />
      <Outlet />
    </>
  )
}
