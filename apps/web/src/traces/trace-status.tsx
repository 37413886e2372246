import type { Trace, TraceTask } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

type Sending = NonNullable<Trace['producer']>['status']
type Consumption = Trace['consumers'][number]['status']
type Attempt = Trace['consumers'][number]['attempts'][number]['status']

const TASKS: Record<TraceTask['state'], Tone> = {
  QUERYING: 'neutral',
  QUERY_COMPLETED: 'good',
  FAILED: 'bad',
}
const SENDINGS: Record<Sending, Tone> = {
  SENT: 'good',
  SENDING_FAILED: 'bad',
  MESSAGE_STANDING_BY: 'neutral',
  TRANSACTION_UNCOMMITTED: 'warning',
  MESSAGE_ROLLED_BACK: 'warning',
}
const CONSUMPTIONS: Record<Consumption, Tone> = {
  ALL_SUCCEEDED: 'good',
  PARTIALLY_SUCCEEDED: 'warning',
  ALL_FAILED: 'bad',
  NOT_CONSUMED: 'neutral',
  CONSUMPTION_RESULT_UNRETURNED: 'warning',
}
const ATTEMPTS: Record<Attempt, Tone> = {
  CONSUMED: 'good',
  CONSUMPTION_FAILED: 'bad',
  CONSUMPTION_RESULT_UNRETURNED: 'warning',
}

export function TaskState({ state }: Pick<TraceTask, 'state'>) {
  const t = useText()
  return <StatusBadge tone={TASKS[state]} label={t(`traces:state.${state}`)} />
}

export function SendingStatus({ status }: { readonly status: Sending }) {
  const t = useText()
  return <StatusBadge tone={SENDINGS[status]} label={t(`traces:sending.${status}`)} />
}

export function ConsumptionStatus({ status }: { readonly status: Consumption }) {
  const t = useText()
  return <StatusBadge tone={CONSUMPTIONS[status]} label={t(`traces:consumption.${status}`)} />
}

export function AttemptStatus({ status }: { readonly status: Attempt }) {
  const t = useText()
  return <StatusBadge tone={ATTEMPTS[status]} label={t(`traces:attempt.${status}`)} />
}
