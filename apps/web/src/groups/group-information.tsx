import { type Group, groupView } from '@gantry/contract'
import { Text } from '@mantine/core'
import { Outlet } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { PartialNotice } from '../table/partial-notice.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Figure, Rate } from '../ui/figure.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { Time } from '../ui/time.tsx'
import { Accumulated } from './accumulated.tsx'
import { Maker } from './maker.tsx'
import { MessageModel } from './message-model.tsx'

export function GroupInformation() {
  const instanceId = useParam('instanceId')
  const query = useLiveQuery(groupView, { params: { instanceId, group: useParam('group') } })
  return (
    <>
      <Loaded query={query}>
        {({ group, partial, asOf }) => (
          <>
            <StateNotice group={group} />
            <PartialNotice partial={partial} />
            <LiveStatus asOf={asOf} isRefreshing={query.isFetching} onRefresh={() => void query.refetch()} />
            <Facts group={group} />
          </>
        )}
      </Loaded>
      <Outlet />
    </>
  )
}

interface GroupProps {
  readonly group: Group
}

/** A group that is not where it should be says so, with the way to settle it. */
function StateNotice({ group: { group, state, isChangeable } }: GroupProps) {
  const t = useText()
  const instanceId = useParam('instanceId')
  if (state === 'READY') return null
  return (
    <Notice tone="warning" title={t(`groups:state.${state}`)}>
      <Text size="sm" mb="xs">
        {t(`groups:stateAbout.${state}`)}
      </Text>
      <LinkButton
        needs="groupRepair"
        disabledReason={isChangeable ? undefined : t('groups:onlyUsed')}
        size="xs"
        variant="default"
        to={paths.groupRepair(instanceId, group)}
      >
        {t('groups:repair.title')}
      </LinkButton>
    </Notice>
  )
}

function Facts({ group }: GroupProps) {
  const t = useText()
  const { lastConsumedAt, createdAt, messageModel, madeByAccount } = group
  return (
    <FactList
      facts={[
        { label: t('groups:column.online'), value: <OnlineBadge isOnline={group.isOnline} /> },
        { label: t('groups:column.clients'), value: <Figure value={group.clients} /> },
        { label: t('groups:column.accumulated'), value: <Accumulated {...group} /> },
        { label: t('groups:column.consumeTps'), value: <Rate value={group.consumeTps} /> },
        {
          label: t('groups:column.lastConsumedAt'),
          value: lastConsumedAt ? <Time at={lastConsumedAt} /> : '–',
        },
        { label: t('groups:column.messageModel'), value: <MessageModel messageModel={messageModel} /> },
        { label: t('groups:column.description'), value: group.description || '–' },
        {
          label: t('groups:column.wireGroup'),
          value: <Copyable value={group.wireGroup} label={t('groups:column.wireGroup')} />,
        },
        { label: t('groups:column.createdAt'), value: createdAt ? <Time at={createdAt} /> : '–' },
        ...(madeByAccount === null
          ? []
          : [{ label: t('groups:column.madeBy'), value: <Maker madeByAccount={madeByAccount} /> }]),
        { label: t('groups:start'), value: t('groups:startAbout') },
        { label: t('groups:retries'), value: t('groups:retriesAbout') },
      ]}
    />
  )
}
