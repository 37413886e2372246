import type { ConsumerThread } from '@gantry/contract'
import { Group, Text } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'

/** One thread; those that matter are open, the many others can be opened. */
export function ThreadStack({ thread }: { readonly thread: ConsumerThread }) {
  const t = useText()
  const { name, state, isConsumeThread, isIdle, isBlocked, isStuck, frames } = thread
  return (
    <details open={isBlocked || isStuck}>
      <summary>
        <Group gap="xs" component="span" display="inline-flex">
          <Text component="span" size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {state}
          </Text>
          {isConsumeThread && !isIdle && <StatusBadge tone="good" label={t('consumers:stack.consume')} />}
          {isIdle && <StatusBadge tone="neutral" label={t('consumers:stack.idle')} />}
          {isBlocked && <StatusBadge tone="bad" label={t('consumers:stack.blocked')} />}
          {isStuck && <StatusBadge tone="warning" label={t('consumers:stack.stuck')} />}
        </Group>
      </summary>
      <Waiting thread={thread} />
      <CodeBlock code={frames.join('\n')} label={t('consumers:stack.framesOf', { thread: name })} />
    </details>
  )
}

function Waiting({ thread: { waitsFor, probableHolders } }: { readonly thread: ConsumerThread }) {
  const t = useText()
  if (waitsFor === null) return null
  return (
    <Text size="sm" my="xs" style={{ overflowWrap: 'anywhere' }}>
      {t('consumers:stack.waitsFor', waitsFor)}{' '}
      {probableHolders.length > 0
        ? t('consumers:stack.holders', { threads: probableHolders.join(', ') })
        : t('consumers:stack.noHolder')}
    </Text>
  )
}
