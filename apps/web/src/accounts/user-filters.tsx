import { ROLES, USER_STATES } from '@gantry/contract'
import { NativeSelect } from '@mantine/core'
import { useRefusal } from '../api/session.ts'
import { AccountSelect } from '../form/account-select.tsx'
import { useText } from '../i18n/text.ts'
import type { ListControls } from '../table/use-list-state.ts'

/** By their names in the URL. */
export const USER_FILTERS = ['role', 'accountId', 'state'] as const

/** What the URL holds may be typed by hand: what is not known filters nothing. */
export function readUserFilters({ filter }: Pick<ListControls, 'filter'>) {
  const role = ROLES.find(known => known === filter('role'))
  const state = USER_STATES.find(known => known === filter('state'))
  const accountId = filter('accountId')?.slice(0, 12)
  return { ...(role && { role }), ...(state && { state }), ...(accountId && { accountId }) }
}

export function UserFilters({ state }: { readonly state: ListControls }) {
  const t = useText()
  // Who keeps the users of one account only has one to choose from.
  const hasAccounts = useRefusal('accountList') === undefined
  const { role = '', state: shown = '', accountId = '' } = readUserFilters(state)
  return (
    <>
      <NativeSelect
        aria-label={t('accounts:users.role')}
        value={role}
        onChange={event => state.change({ role: event.currentTarget.value })}
        data={[
          { value: '', label: t('accounts:users.allRoles') },
          ...ROLES.map(value => ({ value, label: t(`session:role.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('accounts:users.state')}
        value={shown}
        onChange={event => state.change({ state: event.currentTarget.value })}
        data={[
          { value: '', label: t('accounts:users.allStates') },
          ...USER_STATES.map(value => ({ value, label: t(`accounts:users.${value}`) })),
        ]}
      />
      {hasAccounts && (
        <AccountSelect
          isNameless
          placeholder={t('accounts:users.allAccounts')}
          value={accountId}
          onChange={chosen => state.change({ accountId: chosen })}
        />
      )}
    </>
  )
}
