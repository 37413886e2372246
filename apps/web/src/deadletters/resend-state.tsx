import type { DeadLetterResend, DeadLetterResult } from '@gantry/contract'
import { Group } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

const STATES: Record<DeadLetterResend['state'], Tone> = {
  PENDING: 'neutral',
  RUNNING: 'neutral',
  COMPLETED: 'good',
  FAILED: 'bad',
  CANCELLED: 'warning',
}
const OUTCOMES: Record<DeadLetterResult['outcome'], Tone> = {
  SENT: 'good',
  FAILED: 'bad',
  ALREADY_SENT: 'neutral',
  UNKNOWN: 'warning',
  NOT_FOUND: 'warning',
}

export function isAtWork({ state }: Pick<DeadLetterResend, 'state'>): boolean {
  return state === 'PENDING' || state === 'RUNNING'
}

export function ResendState({ state }: Pick<DeadLetterResend, 'state'>) {
  const t = useText()
  return <StatusBadge tone={STATES[state]} label={t(`deadletters:state.${state}`)} />
}

export function Outcome({ outcome }: Pick<DeadLetterResult, 'outcome'>) {
  const t = useText()
  return <StatusBadge tone={OUTCOMES[outcome]} label={t(`deadletters:outcome.${outcome}`)} />
}

/** Each outcome that there is, with its number. */
export function OutcomeCounts({ counts }: Pick<DeadLetterResend, 'counts'>) {
  const t = useText()
  const format = useFormat()
  const names = ['SENT', 'FAILED', 'ALREADY_SENT', 'UNKNOWN', 'NOT_FOUND'] as const
  const there = names.filter(name => counts[name] > 0)
  return (
    <Group gap="xs">
      {there.map(name => (
        <StatusBadge
          key={name}
          tone={OUTCOMES[name]}
          label={`${t(`deadletters:outcome.${name}`)}: ${format.count(counts[name])}`}
        />
      ))}
      {there.length === 0 && '–'}
    </Group>
  )
}
