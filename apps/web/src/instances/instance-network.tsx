import { instanceView } from '@gantry/contract'
import { Paper, Stack, Text, Title } from '@mantine/core'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { Copyable } from '../ui/copyable.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Loaded } from '../ui/loaded.tsx'

/** What clients are configured with. */
export function InstanceNetwork() {
  const t = useText()
  const query = useLiveQuery(instanceView, { params: { instanceId: useParam('instanceId') } })
  return (
    <Loaded query={query}>
      {({ endpoints }) => (
        <Stack>
          {endpoints.length === 0 && (
            <EmptyState
              icon="instance"
              title={t('instances:network.empty')}
              body={t('instances:network.emptyBody')}
            />
          )}
          {endpoints.map(({ protocol, address, plainAddress, namespace }) => (
            <Paper key={`${protocol} ${address}`} withBorder p="md">
              <Title order={2} size="h4" mb="xs">
                {t('instances:network.endpoint', { protocol })}
              </Title>
              <FactList
                facts={[
                  {
                    label: t('instances:network.address'),
                    value: <Copyable value={address} label={t('instances:network.address')} />,
                  },
                  {
                    label: t('instances:network.plainAddress'),
                    value: <Copyable value={plainAddress} label={t('instances:network.plainAddress')} />,
                  },
                  {
                    label: t('instances:network.namespace'),
                    value: namespace ? (
                      <Copyable value={namespace} label={t('instances:network.namespace')} />
                    ) : (
                      '–'
                    ),
                  },
                ]}
              />
              <Text size="sm" c="dimmed" mt="xs">
                {t('instances:network.about')}
              </Text>
            </Paper>
          ))}
        </Stack>
      )}
    </Loaded>
  )
}
