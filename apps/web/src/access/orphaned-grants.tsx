/** Grants that outlived their topic, each to be removed. */
import { clusterAccessView, grantDelete, type OrphanedGrant } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { describeError } from '../api/describe-error.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'

export function OrphanedGrants({ orphans }: { readonly orphans: readonly OrphanedGrant[] }) {
  const t = useText()
  const change = useChange(grantDelete, { invalidates: [clusterAccessView] })
  if (orphans.length === 0) return null
  return (
    <Notice tone="warning" title={t('access:drift.orphans')}>
      <Stack gap="xs">
        {change.error && <FailureNotice failure={describeError(change.error, t)} />}
        {orphans.map(orphan => {
          const { grantId, instanceId, topic } = orphan
          const name = t('access:drift.orphan', orphan)
          return (
            <Group key={grantId} justify="space-between" wrap="nowrap">
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Text>
              <Button
                size="xs"
                variant="default"
                flex="none"
                aria-label={`${t('access:drift.remove')}: ${name}`}
                loading={change.isPending && change.variables.params.grantId === grantId}
                onClick={() => change.mutate({ params: { instanceId, topic, grantId } })}
              >
                {t('access:drift.remove')}
              </Button>
            </Group>
          )
        })}
      </Stack>
    </Notice>
  )
}
