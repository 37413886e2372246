/** One instance: what it is, what can be done with it, and its tabs. */
import { instanceDelete, instanceUpdate, instanceView } from '@gantry/contract'
import { Group } from '@mantine/core'
import { Outlet } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { LinkButton } from '../links/link-button.tsx'
import { RouteTabs } from '../links/route-tabs.tsx'
import { useParam } from '../links/use-param.ts'
import { type InstanceTab, paths } from '../paths.ts'
import { RowMenu } from '../table/row-menu.tsx'
import { Page } from '../ui/page.tsx'
import { GrantedInPart } from './granted-in-part.tsx'
import { InstanceState } from './instance-state.tsx'
import { InstanceType } from './instance-type.tsx'

const TABS: readonly InstanceTab[] = ['information', 'network']

function Actions({ name }: { readonly name: string }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const update = useRefusal(instanceUpdate)
  const remove = useRefusal(instanceDelete)
  return (
    <>
      <LinkButton to={paths.topics(instanceId)} variant="default">
        {t('topics:title')}
      </LinkButton>
      <LinkButton to={paths.groups(instanceId)} variant="default">
        {t('groups:title')}
      </LinkButton>
      <RowMenu
        of={name}
        actions={[
          {
            label: t('instances:update.title'),
            to: paths.instanceUpdate(instanceId),
            disabledReason: update,
          },
          {
            label: t('instances:delete.title'),
            to: paths.instanceDelete(instanceId),
            disabledReason: remove,
            isDestructive: true,
          },
        ]}
      />
    </>
  )
}

export function InstancePage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const { data } = useLiveQuery(instanceView, { params: { instanceId } })
  const name = data?.instance.name ?? instanceId
  return (
    <Page
      title={name}
      crumbs={<Crumbs crumbs={[{ label: t('instances:title'), to: paths.instances() }]} />}
      description={
        data && (
          <Group gap="xs">
            <InstanceType {...data.instance} />
            <InstanceState state={data.instance.state} />
            {data.instance.isGranted && <GrantedInPart />}
          </Group>
        )
      }
      actions={data && <Actions name={name} />}
    >
      <RouteTabs
        label={name}
        tabs={TABS.map(tab => ({ label: t(`instances:tab.${tab}`), to: paths.instance(instanceId, tab) }))}
      />
      <Outlet />
    </Page>
  )
}
