import { clusterTest, type ResponseOf } from '@gantry/contract'
import { Button, List } from '@mantine/core'
import { describeError } from '../api/describe-error.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { type ClusterValues, settingsOf } from './cluster-fields.tsx'

export interface ClusterTest {
  readonly run: (values: ClusterValues) => void
  readonly isPending: boolean
  readonly result: ResponseOf<typeof clusterTest> | undefined
  readonly error: Error | null
}

/** @param clusterId of a cluster whose secret is kept, to be taken when none is typed */
export function useClusterTest(clusterId?: string): ClusterTest {
  const change = useChange(clusterTest, { invalidates: [] })
  return {
    run: values =>
      change.mutate({ body: { ...settingsOf(values), ...(clusterId !== undefined && { clusterId }) } }),
    isPending: change.isPending,
    result: change.data,
    error: change.error,
  }
}

export function TestButton({ test, values }: { readonly test: ClusterTest; readonly values: ClusterValues }) {
  const t = useText()
  return (
    <Button
      variant="default"
      loading={test.isPending}
      disabled={values.namesrvAddr.trim() === ''}
      onClick={() => test.run(values)}
    >
      {t('clusters:test.run')}
    </Button>
  )
}

/** Each step of the connection, up to the one that fails. */
export function TestResult({ test: { result, error } }: { readonly test: ClusterTest }) {
  const t = useText()
  if (error) return <FailureNotice failure={describeError(error, t)} />
  if (!result) return null
  return (
    <Notice
      tone={result.ok ? 'info' : 'bad'}
      title={t(result.ok ? 'clusters:test.ok' : 'clusters:test.failed')}
    >
      <List listStyleType="none" spacing={4} size="sm">
        {result.checks.map(({ check, ok, message }) => (
          <List.Item key={check}>
            <StatusBadge tone={ok ? 'good' : 'bad'} label={t(`clusters:test.check.${check}`)} /> {message}
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}
