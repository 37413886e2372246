/** Pages of an instance when none is chosen: with a single one there is nothing to choose. */
import { instanceList } from '@gantry/contract'
import { NavLink } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from 'react-router'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { type InstanceCapability, paths } from '../paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'

export function ChooseForTopics() {
  return <ChooseInstance capability="topics" />
}

export function ChooseForGroups() {
  return <ChooseInstance capability="groups" />
}

export function ChooseForTraces() {
  return <ChooseInstance capability="traces" />
}

export function ChooseForStatistics() {
  return <ChooseInstance capability="statistics" />
}

function ChooseInstance({ capability }: { readonly capability: InstanceCapability }) {
  const t = useText()
  const query = useQuery(read(instanceList, { query: { limit: 1_000 } }))
  const mayCreate = useRefusal('instanceCreate') === undefined
  const [only, another] = query.data?.items ?? []
  if (only && !another) return <Navigate to={paths.ofInstance(only.instanceId, capability)} replace />
  return (
    <Page title={t(`${capability}:title`)} description={t('instances:choose')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon="instance"
              title={t('instances:empty')}
              body={t(mayCreate ? 'instances:emptyBody' : 'instances:emptyAsk')}
              action={<LinkButton to={paths.instances()}>{t('instances:title')}</LinkButton>}
            />
          ) : (
            <nav aria-label={t('instances:choose')}>
              {items.map(({ instanceId, name, clusterName }) => (
                <NavLink
                  key={instanceId}
                  component={Link}
                  to={paths.ofInstance(instanceId, capability)}
                  label={name}
                  description={`${instanceId} · ${clusterName}`}
                />
              ))}
            </nav>
          )
        }
      </Loaded>
    </Page>
  )
}
