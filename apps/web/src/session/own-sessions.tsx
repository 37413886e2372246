/** Where the person is signed in. */
import { ownSessionList } from '@gantry/contract'
import { Text } from '@mantine/core'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'

export function OwnSessions() {
  const t = useText()
  const { data } = useLiveQuery(ownSessionList, {})
  const rows = (data?.items ?? []).map(session => {
    const { sessionId, isCurrent, createdAt, lastUsedAt, address, userAgent } = session
    return {
      key: sessionId,
      cells: [
        <Time key="createdAt" at={createdAt} />,
        <Time key="lastUsedAt" at={lastUsedAt} />,
        address,
        <Text key="userAgent" size="sm" maw={320} truncate title={userAgent}>
          {userAgent}
        </Text>,
        <LinkButton
          key="end"
          size="xs"
          variant="default"
          to={paths.sessionEnd(sessionId)}
          disabledReason={isCurrent ? t('session:sessions.isCurrent') : undefined}
        >
          {isCurrent ? t('session:sessions.current') : t('session:sessions.end')}
        </LinkButton>,
      ],
    }
  })
  const head = ['createdAt', 'lastUsedAt', 'address', 'userAgent', 'which'] as const
  return (
    <SmallTable
      title={t('session:sessions.title')}
      head={head.map(name => ({ label: t(`session:sessions.${name}`) }))}
      rows={rows}
    />
  )
}
