import type { DeadLetter } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { Figure } from '../ui/figure.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import { SelectBox } from './selection.tsx'

export const deadLetterColumns: readonly Column<DeadLetter>[] = [
  {
    id: 'selected',
    header: 'deadletters:column.selected',
    value: () => null,
    cell: ({ deadLetterId, messageId }) => <SelectBox id={deadLetterId} name={messageId} />,
  },
  {
    id: 'messageId',
    header: 'deadletters:column.messageId',
    value: ({ messageId }) => messageId,
    cell: letter => <DeadLetterLink letter={letter} />,
  },
  {
    id: 'enteredAt',
    header: 'deadletters:column.enteredAt',
    value: ({ enteredAt }) => enteredAt,
    cell: ({ enteredAt }) => <Time at={enteredAt} />,
  },
  {
    id: 'originalTopic',
    header: 'deadletters:column.originalTopic',
    value: ({ originalTopic }) => originalTopic,
  },
  { id: 'tag', header: 'deadletters:column.tag', value: ({ tag }) => tag },
  { id: 'keys', header: 'deadletters:column.keys', value: ({ keys }) => keys.join(' ') },
  {
    id: 'reconsumeTimes',
    header: 'deadletters:column.reconsumeTimes',
    value: ({ reconsumeTimes }) => reconsumeTimes,
    cell: ({ reconsumeTimes }) => <Figure value={reconsumeTimes} />,
    align: 'right',
  },
  {
    id: 'bodyBytes',
    header: 'deadletters:column.bodyBytes',
    value: ({ bodyBytes }) => bodyBytes,
    cell: ({ bodyBytes }) => <Size bytes={bodyBytes} />,
    align: 'right',
  },
  {
    id: 'resent',
    header: 'deadletters:column.resent',
    value: ({ resent }) => resent?.state ?? null,
    cell: ({ resent }) => <Resent resent={resent} />,
  },
]

function Size({ bytes }: { readonly bytes: number }) {
  return <>{useFormat().bytes(bytes)}</>
}

function DeadLetterLink({ letter: { deadLetterId, messageId } }: { readonly letter: DeadLetter }) {
  const to = paths.deadLetter(useParam('instanceId'), useParam('group'), deadLetterId)
  return <TextLink to={to}>{messageId}</TextLink>
}

export function Resent({ resent }: Pick<DeadLetter, 'resent'>) {
  const t = useText()
  if (resent === null) return <>–</>
  const tone = resent.state === 'SENT' ? 'good' : 'warning'
  return <StatusBadge tone={tone} label={t(`deadletters:resent.${resent.state}`)} />
}
