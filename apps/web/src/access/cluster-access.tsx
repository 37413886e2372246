/** Where the brokers of a cluster differ from the grants and access keys of the console, and the repair of it. */
import { type BrokerDrift, clusterAccessRepair, clusterAccessView } from '@gantry/contract'
import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { describeError } from '../api/describe-error.ts'
import { read } from '../api/read.ts'
import { useChange } from '../api/use-change.ts'
import { useText, type Text as Words } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { AccessOutcomes } from './access-outcomes.tsx'
import { OrphanedGrants } from './orphaned-grants.tsx'
import { useBrokerLabel } from './use-broker-label.ts'

const SHOWN = 6

export function ClusterAccess() {
  const t = useText()
  const label = useBrokerLabel()
  const params = { clusterId: useParam('clusterId') }
  const close = useClose(paths.clusters())
  const { data, error } = useQuery(read(clusterAccessView, { params }))
  const repair = useChange(clusterAccessRepair, { invalidates: [clusterAccessView] })
  const failure = error ?? repair.error
  const drifting = data?.brokers.filter(({ keys }) => keys.length > 0) ?? []
  const open = data?.brokers.filter(({ isEnforced }) => !isEnforced) ?? []
  return (
    <Dialog title={t('access:drift.title')} onClose={close} size="xl">
      <Stack>
        {failure && <FailureNotice failure={describeError(failure, t)} />}
        <Text size="sm">{t('access:drift.about')}</Text>
        {data?.partial?.reasons.map(({ brokerName, brokerAddr, message }) => (
          <Notice key={brokerAddr} tone="bad" title={`${brokerName ?? brokerAddr}: ${message}`} />
        ))}
        {open.length > 0 && (
          <Notice
            tone="warning"
            title={t('access:grants.notEnforced', { brokers: open.map(label).join(', ') })}
          />
        )}
        {repair.data && <AccessOutcomes outcomes={repair.data.outcomes} />}
        {data && drifting.length === 0 && <Notice tone="info" title={t('access:drift.none')} />}
        {drifting.map(broker => (
          <Drift key={label(broker)} broker={broker} />
        ))}
        {data && <OrphanedGrants orphans={data.orphans} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common:close')}
          </Button>
          {drifting.length > 0 && (
            <Button loading={repair.isPending} onClick={() => repair.mutate({ params })}>
              {t('access:drift.repair')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}

function Drift({ broker }: { readonly broker: BrokerDrift }) {
  const t = useText()
  const label = useBrokerLabel()
  return (
    <Notice tone="warning" title={t('access:drift.of', { broker: label(broker) })}>
      <List size="sm" style={{ overflowWrap: 'anywhere' }} styles={{ itemWrapper: { display: 'block' } }}>
        {broker.keys.map(({ accessKey, username, user, toWrite, toRemove, isMissed }) => (
          <List.Item key={accessKey}>
            {username === null ? accessKey : `${accessKey} (${username})`}
            {isMissed && ` ${t('access:drift.missed')}`}
            <List size="sm" withPadding>
              {user && <List.Item>{t(`access:drift.user.${user}`)}</List.Item>}
              {toWrite.length > 0 && (
                <List.Item>{t('access:drift.toWrite', { resources: first(toWrite, t) })}</List.Item>
              )}
              {toRemove.length > 0 && (
                <List.Item>{t('access:drift.toRemove', { resources: first(toRemove, t) })}</List.Item>
              )}
            </List>
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}

/** A key of an owner has three resources in each instance: a few tell which they are. */
function first(resources: readonly string[], t: Words): string {
  const shown = resources.slice(0, SHOWN).join(', ')
  const more = resources.length - SHOWN
  return more > 0 ? t('access:drift.more', { resources: shown, more }) : shown
}
