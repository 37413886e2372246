/** Where the person is signed in. */
import { ownSessionList } from '@gantry/contract'
import { Group, Stack, Text } from '@mantine/core'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText, type Text as Words } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { SectionHead } from '../ui/section-head.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'
import { programName } from './program-name.ts'

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
          {shownName(userAgent, t)}
        </Text>,
        isCurrent ? (
          <Text key="current" size="sm">
            {t('session:sessions.current')}
          </Text>
        ) : (
          <LinkButton key="end" size="xs" variant="default" to={paths.sessionEnd(sessionId)}>
            {t('session:sessions.end')}
          </LinkButton>
        ),
      ],
    }
  })
  const head = ['createdAt', 'lastUsedAt', 'address', 'userAgent', 'which'] as const
  return (
    <Stack gap="sm">
      <SectionHead title={t('session:sessions.title')} about={t('session:sessions.about')} />
      <SmallTable
        title={t('session:sessions.title')}
        hasNoHeading
        head={head.map(name => ({ label: t(`session:sessions.${name}`) }))}
        rows={rows}
      />
      <Group>
        <LinkButton
          variant="default"
          to={paths.sessionsEnd()}
          disabledReason={rows.length > 1 ? undefined : t('session:sessions.noOthers')}
        >
          {t('session:sessions.endOthers')}
        </LinkButton>
      </Group>
    </Stack>
  )
}

function shownName(userAgent: string, t: Words): string {
  const name = programName(userAgent)
  return name ? t('session:sessions.program', { ...name }) : userAgent
}
