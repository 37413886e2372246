/** One group: what it is, what can be done with it, and its tabs. */
import { groupView } from '@gantry/contract'
import { Group as Row } from '@mantine/core'
import { Outlet } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { LinkButton } from '../links/link-button.tsx'
import { RouteTabs } from '../links/route-tabs.tsx'
import { useParam } from '../links/use-param.ts'
import { type GroupTab, paths } from '../paths.ts'
import { RowMenu } from '../table/row-menu.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { Page } from '../ui/page.tsx'
import { groupActions } from './group-actions.ts'
import { GroupState } from './group-state.tsx'

const TABS: readonly GroupTab[] = [
  'information',
  'status',
  'diagnosis',
  'queues',
  'clients',
  'offset-resets',
  'subscriptions',
  'dead-letters',
  'sample-code',
]

export function GroupPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const name = useParam('group')
  const { data } = useLiveQuery(groupView, { params: { instanceId, group: name } })
  const protocol = data?.group.protocol
  return (
    <Page
      title={name}
      crumbs={<Crumbs crumbs={[{ label: t('groups:title'), to: paths.groups(instanceId, protocol) }]} />}
      description={
        data && (
          <Row gap="xs">
            {t(`groups:protocol.${data.group.protocol}`)}
            <GroupState state={data.group.state} />
            <OnlineBadge isOnline={data.group.isOnline} />
          </Row>
        )
      }
      actions={
        data && (
          <>
            <LinkButton variant="default" to={paths.group(instanceId, name, 'diagnosis')}>
              {t('diagnosis:run')}
            </LinkButton>
            <RowMenu of={name} actions={groupActions(instanceId, data.group, t).slice(1)} />
          </>
        )
      }
    >
      <RouteTabs
        label={name}
        tabs={TABS.map(tab => ({ label: t(`groups:tab.${tab}`), to: paths.group(instanceId, name, tab) }))}
      />
      <Outlet />
    </Page>
  )
}
