import { useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'

/** In the place of figures, for who has nothing that could have any: what to do about it, or whom to ask. */
export function SeesNothing({ hasInstances }: { readonly hasInstances: boolean }) {
  const t = useText()
  const mayCreate = useRefusal('instanceCreate') === undefined
  if (hasInstances) {
    return <EmptyState icon="topic" title={t('overview:noGrants')} body={t('overview:noGrantsBody')} />
  }
  if (!mayCreate) {
    return (
      <EmptyState icon="instance" title={t('overview:noInstances')} body={t('overview:noInstancesAsk')} />
    )
  }
  return (
    <EmptyState
      icon="instance"
      title={t('overview:noInstances')}
      body={t('overview:noInstancesBody')}
      action={<LinkButton to={paths.instanceCreate()}>{t('instances:create.title')}</LinkButton>}
    />
  )
}
