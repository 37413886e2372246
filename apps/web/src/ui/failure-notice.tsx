import { Button, List, Text } from '@mantine/core'
import type { Ref } from 'react'
import type { Failure } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { Notice } from './notice.tsx'

interface FailureNoticeProps {
  readonly failure: Failure
  readonly onRetry?: () => void
  readonly ref?: Ref<HTMLDivElement>
}

/** An error as people can use it: what happened, what to do next, what to quote when asking for help. */
export function FailureNotice({ failure, onRetry, ref }: FailureNoticeProps) {
  const t = useText()
  const { title, detail, nextStep, requestId, brokerAddr, brokerCode, blockers } = failure
  const particulars = [
    brokerAddr === undefined ? undefined : `${t('errors:brokerAddr')}: ${brokerAddr}`,
    brokerCode === undefined ? undefined : `${t('errors:brokerCode')}: ${brokerCode}`,
    requestId === undefined ? undefined : `${t('errors:requestId')}: ${requestId}`,
  ].filter(line => line !== undefined)
  return (
    <Notice tone="bad" title={title} ref={ref}>
      {detail && <Text size="sm">{detail}</Text>}
      {blockers.length > 0 && (
        <List size="sm" aria-label={t('errors:blockers')} my={4}>
          {blockers.map(({ kind, name, instanceId }) => (
            <List.Item key={`${kind} ${instanceId ?? ''} ${name}`}>
              {kind} <strong>{name}</strong>
              {instanceId ? ` (${instanceId})` : ''}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm">{nextStep}</Text>
      {particulars.length > 0 && (
        <Text size="xs" mt={4} style={{ overflowWrap: 'anywhere' }}>
          {particulars.join(' · ')}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          {t('errors:retry')}
        </Button>
      )}
    </Notice>
  )
}
