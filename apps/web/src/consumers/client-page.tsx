/** One connected client: what it says of itself, and what its threads are doing. */
import { Outlet } from 'react-router'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { RouteTabs } from '../links/route-tabs.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { Page } from '../ui/page.tsx'

export function ClientPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const clientId = useParam('clientId')
  return (
    <Page
      title={clientId}
      crumbs={
        <Crumbs
          crumbs={[
            { label: t('groups:title'), to: paths.groups(instanceId) },
            { label: group, to: paths.group(instanceId, group) },
            { label: t('groups:tab.clients'), to: paths.group(instanceId, group, 'clients') },
          ]}
        />
      }
    >
      <RouteTabs
        label={clientId}
        tabs={(['information', 'stack'] as const).map(tab => ({
          label: t(`consumers:client.${tab}`),
          to: paths.client(instanceId, group, clientId, tab),
        }))}
      />
      <Outlet />
    </Page>
  )
}
