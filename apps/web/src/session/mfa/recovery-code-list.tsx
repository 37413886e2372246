import { Button, Group, Stack, Text } from '@mantine/core'
import { useText } from '../../i18n/text.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Notice } from '../../ui/notice.tsx'

interface RecoveryCodeListProps {
  readonly codes: readonly string[]
  readonly doneLabel: string
  readonly onDone: () => void
}

export function RecoveryCodeList({ codes, doneLabel, onDone }: RecoveryCodeListProps) {
  const t = useText()
  return (
    <Stack>
      <Notice tone="warning" title={t('mfa:recovery.once')}>
        <Text size="sm">{t('mfa:recovery.about')}</Text>
      </Notice>
      <CodeBlock code={codes.join('\n')} label={t('mfa:recovery.codes')} />
      <Group justify="flex-end">
        <Button onClick={onDone}>{doneLabel}</Button>
      </Group>
    </Stack>
  )
}
