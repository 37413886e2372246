import { useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'

/** What a new console begins with. */
export function NoClusters() {
  const t = useText()
  const refusal = useRefusal('clusterCreate')
  return (
    <EmptyState
      icon="cluster"
      title={t('overview:noClusters')}
      body={t('overview:noClustersBody')}
      action={
        <LinkButton to={paths.clusterCreate()} disabledReason={refusal}>
          {t('clusters:add.title')}
        </LinkButton>
      }
    />
  )
}
