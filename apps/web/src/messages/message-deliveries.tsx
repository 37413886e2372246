/** Where each group stands with the message, with what that was told from. */
import { messageDelivery, type ResponseOf } from '@gantry/contract'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { DataTable } from '../table/data-table.tsx'
import { PartialNotice } from '../table/partial-notice.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

type Delivery = ResponseOf<typeof messageDelivery>['items'][number]

const TONES: Record<Delivery['status'], Tone> = {
  CONSUMED: 'good',
  FILTERED: 'neutral',
  NOT_CONSUMED: 'warning',
  NOT_ONLINE: 'warning',
  UNKNOWN: 'neutral',
}

const columns: readonly Column<Delivery>[] = [
  {
    id: 'group',
    header: 'messages:delivery.group',
    value: ({ group }) => group,
    cell: ({ group }) => <GroupLink group={group} />,
  },
  {
    id: 'status',
    header: 'messages:delivery.status',
    value: ({ status }) => status,
    cell: ({ status }) => <Status status={status} />,
  },
  {
    id: 'isOnline',
    header: 'groups:column.online',
    value: ({ evidence }) => String(evidence.isOnline),
    cell: ({ evidence }) => <OnlineBadge isOnline={evidence.isOnline} />,
  },
  {
    id: 'evidence',
    header: 'messages:delivery.evidence',
    value: ({ evidence }) => evidence.reason,
    cell: ({ evidence }) => <Evidence evidence={evidence} />,
  },
]

const VISIBLE = Object.fromEntries(columns.map(({ id }) => [id, true]))

function GroupLink({ group }: Pick<Delivery, 'group'>) {
  return <TextLink to={paths.group(useParam('instanceId'), group)}>{group}</TextLink>
}

function Status({ status }: Pick<Delivery, 'status'>) {
  const t = useText()
  return <StatusBadge tone={TONES[status]} label={t(`messages:delivery.statuses.${status}`)} />
}

function Evidence({ evidence }: Pick<Delivery, 'evidence'>) {
  const t = useText()
  const format = useFormat()
  const { unknownBecause, reason, consumerOffset, queueOffset, expression, retry, deadLetter } = evidence
  if (unknownBecause !== null && unknownBecause !== 'FAILED')
    return <>{t(`messages:delivery.unknownBecause.${unknownBecause}`)}</>
  const retried = retry && {
    times: retry.reconsumeTimes,
    ...(retry.dueAt && { at: format.dateTime(retry.dueAt) }),
  }
  const parts = [
    consumerOffset === null
      ? t('messages:delivery.noOffset')
      : t('messages:delivery.offsets', {
          consumer: format.count(consumerOffset),
          message: format.count(queueOffset),
        }),
    expression && t('messages:delivery.filter', { expression }),
    retried && t(retry.dueAt ? 'messages:delivery.retryAt' : 'messages:delivery.retry', retried),
    deadLetter && t('messages:delivery.deadLetter', { at: format.dateTime(deadLetter.storedAt) }),
  ]
  return <>{reason ?? parts.filter(Boolean).join('; ')}</>
}

function VerifyButton({ group }: Pick<Delivery, 'group'>) {
  const t = useText()
  const to = paths.messageVerify(useParam('instanceId'), useParam('topic'), useParam('messageId'), group)
  return (
    <LinkButton needs="messageVerify" to={to} size="xs" variant="default">
      {t('messages:verify.action')}
    </LinkButton>
  )
}

function NobodySubscribes() {
  const t = useText()
  return (
    <EmptyState icon="group" title={t('messages:delivery.empty')} body={t('messages:delivery.emptyBody')} />
  )
}

export function MessageDeliveries() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const messageId = useParam('messageId')
  const query = useLiveQuery(messageDelivery, { params: { instanceId, topic, messageId } })
  return (
    <Loaded query={query}>
      {({ items, partial }) => (
        <>
          <PartialNotice partial={partial} />
          {items.length === 0 ? (
            <NobodySubscribes />
          ) : (
            <DataTable
              label={t('messages:delivery.title')}
              rows={items}
              rowKey={({ group }) => group}
              columns={columns}
              visible={VISIBLE}
              sort={undefined}
              onSort={() => undefined}
              actions={({ group, evidence }) =>
                evidence.clientIds.length > 0 ? <VerifyButton group={group} /> : null
              }
              question={messageId}
            />
          )}
        </>
      )}
    </Loaded>
  )
}
