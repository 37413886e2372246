import { type LookupAnswer, timestamp } from '@gantry/contract'
import { Group, Stack, Text } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import { useFormat } from '../ui/format-context.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

const TONES: Record<LookupAnswer['code'], Tone> = {
  NEVER_SENT: 'bad',
  SENT: 'good',
  WAITING: 'warning',
  FILTERED: 'neutral',
  CONSUMED: 'good',
  FAILING: 'bad',
  DEAD_LETTER: 'bad',
  SCHEDULED: 'neutral',
  UNCOMMITTED: 'warning',
  EXPIRED: 'neutral',
  GROUP_OFFLINE: 'warning',
  SUBSCRIPTIONS_DIFFER: 'bad',
  ELSEWHERE: 'warning',
  CANNOT_KNOW: 'neutral',
}

/** What was looked at; without a topic the message is in none. */
interface Place {
  readonly instanceId: string
  readonly topic?: string
  readonly messageId?: string
}

interface AnswerListProps {
  readonly place: Place
  readonly answers: readonly LookupAnswer[]
}

/** Each answer in words, with links to what it was told from. */
export function AnswerList({ place, answers }: AnswerListProps) {
  const t = useText()
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {answers.map(answer => (
        <li key={`${answer.code} ${answer.sentence}`}>
          <Group gap="xs" align="flex-start" wrap="wrap">
            <StatusBadge tone={TONES[answer.code]} label={t(`lookups:code.${answer.code}`)} />
            <Text size="sm" style={{ flex: '1 1 16rem', overflowWrap: 'anywhere' }}>
              <AnswerSentence {...answer} />
            </Text>
            <Group gap="xs" fz="sm">
              {answer.evidence.map(evidence => {
                const to = linkOf(evidence, place, answer)
                return to === undefined ? null : (
                  <TextLink key={evidence} to={to}>
                    {t(`lookups:link.${evidence}`)}
                  </TextLink>
                )
              })}
            </Group>
          </Group>
        </li>
      ))}
    </Stack>
  )
}

/** Times are shown as the reader likes them. */
function AnswerSentence({ sentenceName, params }: LookupAnswer) {
  const t = useText()
  const { dateTime } = useFormat()
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    timestamp.safeParse(value).success ? dateTime(String(value)) : value,
  ])
  return <>{t(`lookups:sentence.${sentenceName}`, Object.fromEntries(shown))}</>
}

function linkOf(
  evidence: LookupAnswer['evidence'][number],
  { instanceId, topic = '', messageId = '' }: Place,
  { group, params }: LookupAnswer,
): string | undefined {
  const named = topic || String(params.topic ?? '')
  switch (evidence) {
    case 'message':
      return messageId ? paths.message(instanceId, topic, messageId) : undefined
    case 'group':
      return group === null ? undefined : paths.group(instanceId, group, 'status')
    case 'topic':
      return named ? paths.topic(instanceId, named) : undefined
    case 'deadLetter':
      return group === null
        ? undefined
        : paths.deadLetter(instanceId, group, String(params.deadLetterId ?? messageId))
    case 'trace':
      return paths.traceTaskCreate(instanceId, { topic: named, messageId })
  }
}
