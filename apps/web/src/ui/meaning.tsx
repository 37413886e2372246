import { ActionIcon, Tooltip } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Icon } from './icon.tsx'

/** What a label means: under the pointer, with the keyboard, and by touch. */
export function Meaning({ of, about }: { readonly of: string; readonly about: string }) {
  const t = useText()
  return (
    <Tooltip label={about} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
      <ActionIcon
        variant="transparent"
        size="sm"
        c="dimmed"
        aria-label={t('common:meaningOf', { what: of })}
        aria-description={about}
      >
        <Icon name="help" size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
