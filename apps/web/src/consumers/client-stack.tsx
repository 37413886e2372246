/** A client's thread stacks, taken when asked for: what blocks is marked, and with several samples what does not move. */
import { type ConsumerStacks, consumerStacks, MAX_STACK_SAMPLES } from '@gantry/contract'
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { useListState } from '../table/use-list-state.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { ThreadStack } from './thread-stack.tsx'

const CHOICES = Array.from({ length: MAX_STACK_SAMPLES }, (_, index) => String(index + 1))

export function ClientStack() {
  const t = useText()
  const params = {
    instanceId: useParam('instanceId'),
    group: useParam('group'),
    clientId: useParam('clientId'),
  }
  const state = useListState()
  const samples = CHOICES.find(choice => choice === state.filter('samples')) ?? '1'
  // Each look is asked for: stacks stop the client for a moment, so they are not read again by themselves.
  const query = useQuery({
    ...read(consumerStacks, { params, query: { samples } }),
    refetchOnWindowFocus: false,
    retry: false,
    gcTime: 0,
  })
  return (
    <Stack>
      <Group align="flex-end">
        <NativeSelect
          label={t('consumers:stack.samples')}
          description={t('consumers:stack.samplesAbout')}
          value={samples}
          data={CHOICES}
          onChange={event => state.change({ samples: event.currentTarget.value })}
        />
        <Button loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('consumers:stack.take')}
        </Button>
      </Group>
      <Loaded query={query}>{stacks => <Stacks stacks={stacks} />}</Loaded>
    </Stack>
  )
}

function Stacks({ stacks: { takenAt, threads, text } }: { readonly stacks: ConsumerStacks }) {
  const t = useText()
  const format = useFormat()
  const still = threads.filter(
    ({ isConsumeThread, isBlocked, isStuck }) => isConsumeThread && (isBlocked || isStuck),
  )
  if (threads.length === 0) {
    return (
      <>
        <Notice tone="info" title={t('consumers:stack.none')}>
          {t('consumers:stack.noneAbout')}
        </Notice>
        <CodeBlock code={text || '–'} label={t('consumers:stack.raw')} />
      </>
    )
  }
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('consumers:stack.takenAt', { time: takenAt.map(at => format.time(at)).join(', ') })}
      </Text>
      <Notice
        tone={still.length > 0 ? 'warning' : 'info'}
        title={
          still.length > 0 ? t('consumers:stack.found', { count: still.length }) : t('consumers:stack.fine')
        }
      />
      {threads.map(thread => (
        <ThreadStack key={`${thread.threadId ?? ''} ${thread.name}`} thread={thread} />
      ))}
    </>
  )
}
