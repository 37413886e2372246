/** Who may sign in to the console. */
import { mayResetSignIn, type User, userList } from '@gantry/contract'
import { Outlet } from 'react-router'
import { call } from '../api/call.ts'
import { useMe } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { useList } from '../table/use-list.ts'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import { AccountTabs } from './account-tabs.tsx'
import { readUserFilters, USER_FILTERS, UserFilters } from './user-filters.tsx'

function useUsers(state: ListControls) {
  const filters = readUserFilters(state)
  return useList({
    key: [userList.id, filters],
    state,
    load: (query, init) => call(userList, { query: { ...query, ...filters } }, init),
  })
}

const columns: readonly Column<User>[] = [
  { id: 'username', header: 'accounts:users.username', value: ({ username }) => username, sort: true },
  {
    id: 'role',
    header: 'accounts:users.role',
    value: ({ role }) => role,
    cell: ({ role }) => <RoleName role={role} />,
    sort: true,
  },
  {
    id: 'accountName',
    header: 'accounts:users.account',
    value: ({ accountName }) => accountName,
    sort: true,
  },
  {
    id: 'mayReadBodies',
    header: 'accounts:users.bodies',
    about: 'accounts:users.mayReadBodiesHint',
    value: ({ mayReadBodies }) => String(mayReadBodies),
    cell: user => <Bodies user={user} />,
  },
  {
    id: 'signsInBy',
    header: 'accounts:users.signsInBy',
    value: ({ signsInBy }) => signsInBy,
    cell: ({ signsInBy }) => <WayIn signsInBy={signsInBy} />,
  },
  {
    id: 'mfa',
    header: 'accounts:users.mfa',
    value: ({ isMfaBound, isMfaForced }) => (isMfaBound ? 'on' : isMfaForced ? 'asked for' : 'off'),
    cell: user => <SecondStep user={user} />,
  },
  {
    id: 'state',
    header: 'accounts:users.state',
    value: ({ isDisabled, isPasswordExpired }) =>
      isDisabled ? 'disabled' : isPasswordExpired ? 'expired' : 'active',
    cell: user => <UserState user={user} />,
  },
  {
    id: 'createdAt',
    header: 'accounts:users.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Time at={createdAt} />,
    sort: true,
  },
]

function RoleName({ role }: Pick<User, 'role'>) {
  const t = useText()
  return t(`session:role.${role}`)
}

function Bodies({ user: { role, mayReadBodies } }: { readonly user: User }) {
  const t = useText()
  const may = role === 'administrator' || mayReadBodies
  return t(may ? 'accounts:users.mayRead' : 'accounts:users.mayNotRead')
}

function WayIn({ signsInBy }: Pick<User, 'signsInBy'>) {
  const t = useText()
  return t(`session:signsInBy.${signsInBy}`)
}

function SecondStep({ user: { signsInBy, isMfaBound, isMfaForced } }: { readonly user: User }) {
  const t = useText()
  if (signsInBy === 'singleSignOn') return t('accounts:users.mfaElsewhere')
  if (isMfaBound) return t('accounts:users.mfaBound')
  return t(isMfaForced ? 'accounts:users.mfaAwaited' : 'accounts:users.mfaOff')
}

function UserState({ user }: { readonly user: User }) {
  const t = useText()
  const { isDisabled, mustChangePassword, isPasswordExpired } = user
  if (isDisabled) return <StatusBadge tone="bad" label={t('accounts:users.disabled')} />
  if (isPasswordExpired) return <StatusBadge tone="warning" label={t('accounts:users.expired')} />
  return mustChangePassword ? (
    <StatusBadge tone="neutral" label={t('accounts:users.invited')} />
  ) : (
    <StatusBadge tone="good" label={t('accounts:users.active')} />
  )
}

function UserMenu({ user }: { readonly user: User }) {
  const t = useText()
  const me = useMe()
  const { userId, username, isMfaBound, signsInBy } = user
  const own = me?.username === username ? t('accounts:users.ownUser') : undefined
  const kept = own ?? (me && !mayResetSignIn(me, user) ? t('accounts:users.readsBodies') : undefined)
  return (
    <RowMenu
      of={username}
      actions={[
        {
          label: t('accounts:edit.title'),
          to: paths.userEdit(userId),
          needs: 'userUpdate',
          disabledReason: own,
        },
        {
          label: t('accounts:password.title'),
          to: paths.userPassword(userId),
          needs: 'userPasswordReset',
          disabledReason: kept ?? (signsInBy === 'password' ? undefined : t('oidc:user.keeps')),
        },
        {
          label: t('accounts:mfaReset.title'),
          to: paths.userMfaReset(userId),
          needs: 'userMfaReset',
          disabledReason: kept ?? (isMfaBound ? undefined : t('accounts:mfaReset.none')),
        },
        {
          label: t('accounts:remove.title'),
          to: paths.userDelete(userId),
          needs: 'userDelete',
          disabledReason: own,
          isDestructive: true,
        },
      ]}
    />
  )
}

function NoUsers() {
  const t = useText()
  return (
    <EmptyState
      icon="user"
      title={t('accounts:users.empty')}
      body={t('accounts:users.emptyBody')}
      action={
        <LinkButton to={paths.userCreate()} needs="userCreate">
          {t('accounts:create.title')}
        </LinkButton>
      }
    />
  )
}

export function UsersPage() {
  const t = useText()
  const state = useListState()
  return (
    <Page
      title={t('accounts:title')}
      description={t('accounts:users.about')}
      actions={
        <LinkButton to={paths.userCreate()} needs="userCreate" leftSection={<Icon name="add" size={16} />}>
          {t('accounts:create.title')}
        </LinkButton>
      }
    >
      <AccountTabs current="users" />
      <ListShell
        label={t('accounts:users.title')}
        searchLabel={t('accounts:users.search')}
        fileName="users"
        list={useUsers(state)}
        state={state}
        columns={columns}
        filters={<UserFilters state={state} />}
        filterNames={USER_FILTERS}
        rowKey={({ userId }) => userId}
        rowActions={user => <UserMenu user={user} />}
        empty={<NoUsers />}
      />
      <Outlet />
    </Page>
  )
}
