import type { MessageHead } from '@gantry/contract'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { Figure } from '../ui/figure.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Time } from '../ui/time.tsx'

function MessageLink({ messageId }: Pick<MessageHead, 'messageId'>) {
  const to = paths.message(useParam('instanceId'), useParam('topic'), messageId)
  return <TextLink to={to}>{messageId}</TextLink>
}

function Size({ storeSize }: Pick<MessageHead, 'storeSize'>) {
  return <>{useFormat().bytes(storeSize)}</>
}

export const messageColumns: readonly Column<MessageHead>[] = [
  {
    id: 'messageId',
    header: 'messages:column.messageId',
    value: ({ messageId }) => messageId,
    cell: ({ messageId }) => <MessageLink messageId={messageId} />,
  },
  { id: 'tag', header: 'messages:column.tag', value: ({ tag }) => tag },
  { id: 'keys', header: 'messages:column.keys', value: ({ keys }) => keys.join(' ') },
  {
    id: 'storedAt',
    header: 'messages:column.storedAt',
    value: ({ storedAt }) => storedAt,
    cell: ({ storedAt }) => <Time at={storedAt} />,
  },
  {
    id: 'storeSize',
    header: 'messages:column.storeSize',
    value: ({ storeSize }) => storeSize,
    cell: ({ storeSize }) => <Size storeSize={storeSize} />,
    align: 'right',
  },
  { id: 'brokerName', header: 'messages:column.brokerName', value: ({ brokerName }) => brokerName },
  { id: 'queueId', header: 'messages:column.queueId', value: ({ queueId }) => queueId, align: 'right' },
  {
    id: 'queueOffset',
    header: 'messages:column.queueOffset',
    value: ({ queueOffset }) => queueOffset,
    cell: ({ queueOffset }) => <Figure value={queueOffset} />,
    align: 'right',
  },
]
