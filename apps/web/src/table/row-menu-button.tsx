import { ActionIcon, type ActionIconProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'

type RowMenuButtonProps = ActionIconProps & ComponentPropsWithRef<'button'> & { readonly of: string }

export function RowMenuButton({ of, ...button }: RowMenuButtonProps) {
  const t = useText()
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--mantine-color-text)"
      aria-label={t('common:actionsOf', { name: of })}
      {...button}
    >
      <Icon name="more" />
    </ActionIcon>
  )
}
