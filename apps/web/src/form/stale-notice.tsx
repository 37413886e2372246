import { ApiError } from '@gantry/contract'
import { Button, Text } from '@mantine/core'
import type { z } from 'zod'
import { useText } from '../i18n/text.ts'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { Notice } from '../ui/notice.tsx'

/** What stands there now, when a save was refused because somebody else had saved meanwhile. */
export function staleState<T>(schema: z.ZodType<T>, failure: Error | null): T | undefined {
  if (!(failure instanceof ApiError) || failure.problem?.code !== 'CONFLICT') return undefined
  return schema.safeParse(failure.problem.current).data
}

interface StaleNoticeProps {
  /** The fields as they are now. */
  readonly facts: readonly Fact[]
  /** Takes them into the form. */
  readonly onTake: () => void
  /** Keeps what was typed; the next save replaces what is there now. */
  readonly onKeep: () => void
}

export function StaleNotice({ facts, onTake, onKeep }: StaleNoticeProps) {
  const t = useText()
  return (
    <Notice tone="bad" title={t('common:changedMeanwhile')}>
      <Text size="sm" mb="xs">
        {t('common:changedMeanwhileBody')}
      </Text>
      <FactList facts={facts} />
      <Button.Group mt="xs">
        <Button size="xs" variant="default" onClick={onTake}>
          {t('common:takeTheirs')}
        </Button>
        <Button size="xs" variant="default" onClick={onKeep}>
          {t('common:keepMine')}
        </Button>
      </Button.Group>
    </Notice>
  )
}
