/** What went through an instance: two tabs, each with a form, charts and the same figures as a table. */
import { Outlet, useLocation, useSearchParams } from 'react-router'
import { useText } from '../i18n/text.ts'
import { RouteTabs } from '../links/route-tabs.tsx'
import { useParam } from '../links/use-param.ts'
import { paths, type StatisticsTab } from '../paths.ts'
import { Page } from '../ui/page.tsx'
import { searchOf } from './statistics-search.ts'

const TABS: readonly StatisticsTab[] = ['production', 'consumption']

export function StatisticsPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const { pathname } = useLocation()
  const { topic: _topic, group: _group, ...shared } = searchOf(useSearchParams()[0])
  return (
    <Page title={t('statistics:title')} description={t('statistics:about')}>
      <RouteTabs
        label={t('statistics:title')}
        tabs={TABS.map(tab => ({
          label: t(`statistics:tab.${tab}`),
          to: paths.statistics(instanceId, tab, shared),
          isCurrent: pathname === paths.statistics(instanceId, tab),
        }))}
      />
      <Outlet />
    </Page>
  )
}
