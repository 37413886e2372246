import { clusterTest, type ResponseOf } from '@gantry/contract'
import { Button, List } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
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
    run: values => {
      // A cluster may be tried before it has a name.
      const { name: _, ...settings } = settingsOf(values)
      change.mutate({ body: { ...settings, ...(clusterId !== undefined && { clusterId }) } })
    },
    isPending: change.isPending,
    result: change.data,
    error: change.error,
  }
}

interface TestButtonProps {
  readonly test: ClusterTest
  readonly form: UseFormReturnType<ClusterValues>
}

export function TestButton({ test, form }: TestButtonProps) {
  const t = useText()
  const run = (): void => {
    // What is no address is said at its field.
    if (form.validateField('namesrvAddr').hasError) form.getInputNode('namesrvAddr')?.focus()
    else test.run(form.values)
  }
  return (
    <Button
      variant="default"
      loading={test.isPending}
      disabled={form.values.namesrvAddr.trim() === ''}
      onClick={run}
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
