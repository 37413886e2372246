/** Tenant accounts: what owns instances and users. */
import { type Account, accountList } from '@gantry/contract'
import { Outlet } from 'react-router'
import { call } from '../api/call.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { useList } from '../table/use-list.ts'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { AccountTabs } from './account-tabs.tsx'

function useTenants(state: ListControls) {
  return useList({
    key: [accountList.id],
    state,
    load: (query, init) => call(accountList, { query }, init),
  })
}

const columns: readonly Column<Account>[] = [
  { id: 'name', header: 'accounts:tenants.name', value: ({ name }) => name, sort: true },
  { id: 'accountId', header: 'accounts:tenants.accountId', value: ({ accountId }) => accountId, sort: true },
  {
    id: 'users',
    header: 'accounts:tenants.users',
    value: ({ users }) => users,
    cell: ({ accountId, users }) => <TextLink to={paths.users(accountId)}>{users}</TextLink>,
    align: 'right',
  },
  {
    id: 'instances',
    header: 'accounts:tenants.instances',
    value: ({ instances }) => instances,
    cell: ({ accountId, instances }) => <TextLink to={paths.instances(accountId)}>{instances}</TextLink>,
    align: 'right',
  },
  {
    id: 'createdAt',
    header: 'accounts:tenants.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Time at={createdAt} />,
    sort: true,
  },
]

function TenantMenu({ account }: { readonly account: Account }) {
  const t = useText()
  const { accountId, name, isFirst, users, instances } = account
  const owns = users + instances > 0 ? t('accounts:tenants.owns', { users, instances }) : undefined
  const remove = {
    label: t('accounts:tenants.remove'),
    to: paths.accountDelete(accountId),
    needs: 'accountDelete',
    disabledReason: isFirst ? t('accounts:tenants.first') : owns,
    isDestructive: true,
  } as const
  return <RowMenu of={name} actions={[remove]} />
}

function NoTenants() {
  const t = useText()
  return <EmptyState icon="user" title={t('accounts:tenants.empty')} body={t('accounts:tenants.emptyBody')} />
}

export function TenantsPage() {
  const t = useText()
  const state = useListState()
  return (
    <Page
      title={t('accounts:title')}
      description={t('accounts:tenants.about')}
      actions={
        <LinkButton
          to={paths.accountCreate()}
          needs="accountCreate"
          leftSection={<Icon name="add" size={16} />}
        >
          {t('accounts:tenants.create')}
        </LinkButton>
      }
    >
      <AccountTabs current="tenants" />
      <ListShell
        label={t('accounts:tenants.title')}
        searchLabel={t('accounts:tenants.search')}
        fileName="tenant-accounts"
        list={useTenants(state)}
        state={state}
        columns={columns}
        rowKey={({ accountId }) => accountId}
        rowActions={account => <TenantMenu account={account} />}
        empty={<NoTenants />}
      />
      <Outlet />
    </Page>
  )
}
