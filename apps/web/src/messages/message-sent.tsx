import type { messageSend, ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { Copyable } from '../ui/copyable.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Figure } from '../ui/figure.tsx'
import { Notice } from '../ui/notice.tsx'

/** Where the message went, with the IDs by which it is found again. */
export function MessageSent({ sent }: { readonly sent: ResponseOf<typeof messageSend> }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const { messageId, offsetMessageId, brokerName, queueId, queueOffset, sendStatus } = sent
  return (
    <Notice tone="info" title={t('messages:send.sent')}>
      <FactList
        facts={[
          {
            label: t('messages:send.messageId'),
            value: <Copyable value={messageId} label={t('messages:send.messageId')} />,
          },
          {
            label: t('messages:send.offsetMessageId'),
            value: <Copyable value={offsetMessageId} label={t('messages:send.offsetMessageId')} />,
          },
          { label: t('topics:queue.brokerName'), value: brokerName },
          { label: t('topics:queue.queueId'), value: queueId },
          { label: t('messages:send.queueOffset'), value: <Figure value={queueOffset} /> },
          { label: t('messages:send.sendStatus'), value: sendStatus },
        ]}
      />
      <TextLink to={paths.message(instanceId, topic, messageId)}>{t('messages:send.open')}</TextLink>
    </Notice>
  )
}
