import type { AuditEvent } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { StatusBadge } from '../ui/status-badge.tsx'

export function AuditResult({ result }: Pick<AuditEvent, 'result'>) {
  const t = useText()
  const isOk = result === 'ok'
  return <StatusBadge tone={isOk ? 'good' : 'bad'} label={isOk ? t('common:done') : result} />
}
