import { useRefusals } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { RouteTabs } from '../links/route-tabs.tsx'
import { paths } from '../paths.ts'

const TABS = { users: paths.users(), tenants: paths.accounts() } as const

/** Dialogs have URLs of their own, so the page says which tab it is. */
export function AccountTabs({ current }: { readonly current: keyof typeof TABS }) {
  const t = useText()
  const refusals = useRefusals()
  // Who keeps the users of one account only has one list.
  if (refusals('accountList') !== undefined) return null
  return (
    <RouteTabs
      label={t('accounts:tabs')}
      tabs={(['users', 'tenants'] as const).map(tab => ({
        label: t(`accounts:${tab}.title`),
        to: TABS[tab],
        isCurrent: tab === current,
      }))}
    />
  )
}
