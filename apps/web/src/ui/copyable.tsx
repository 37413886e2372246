import { ActionIcon, Code, CopyButton, Group } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Icon } from './icon.tsx'

/** A value that people carry elsewhere, with a button that copies it. */
export function Copyable({ value, label }: { readonly value: string; readonly label: string }) {
  const t = useText()
  return (
    <Group gap={4} wrap="nowrap">
      <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? t('common:copied') : t('common:copyOf', { what: label })}
          >
            <Icon name={copied ? 'check' : 'copy'} size={14} />
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  )
}
