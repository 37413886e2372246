import type { messageView, ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { Copyable } from '../ui/copyable.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Figure } from '../ui/figure.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Time } from '../ui/time.tsx'

interface MessageFactsProps {
  readonly message: ResponseOf<typeof messageView>['message']
}

export function MessageFacts({ message }: MessageFactsProps) {
  const t = useText()
  const format = useFormat()
  const offsetLabel = t('messages:fact.offsetMessageId')
  const { sysFlag, sysFlags } = message
  return (
    <FactList
      facts={[
        { label: t('messages:column.tag'), value: message.tag ?? '–' },
        { label: t('messages:column.keys'), value: message.keys.join(' ') || '–' },
        { label: t('messages:column.storedAt'), value: <Time at={message.storedAt} /> },
        { label: t('messages:column.bornAt'), value: <Time at={message.bornAt} /> },
        { label: t('messages:column.brokerName'), value: message.brokerName },
        { label: t('messages:column.queueId'), value: message.queueId },
        { label: t('messages:column.queueOffset'), value: <Figure value={message.queueOffset} /> },
        { label: t('messages:column.storeSize'), value: format.bytes(message.storeSize) },
        { label: t('messages:column.reconsumeTimes'), value: message.reconsumeTimes },
        { label: t('messages:fact.bornHost'), value: message.bornHost },
        { label: t('messages:fact.storeHost'), value: message.storeHost },
        { label: t('messages:fact.commitLogOffset'), value: <Figure value={message.commitLogOffset} /> },
        { label: t('messages:fact.flag'), value: message.flag },
        {
          label: t('messages:fact.sysFlag'),
          value: sysFlags.length > 0 ? `${sysFlag} (${sysFlags.join(', ')})` : sysFlag,
        },
        { label: t('messages:fact.bodyCRC'), value: message.bodyCRC ?? '–' },
        { label: offsetLabel, value: <Copyable value={message.offsetMessageId} label={offsetLabel} /> },
      ]}
    />
  )
}
