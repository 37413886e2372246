import { ActionIcon, type ActionIconProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { Icon, type IconName } from './icon.tsx'

type IconButtonProps = ActionIconProps &
  ComponentPropsWithRef<'button'> & { readonly icon: IconName; readonly 'aria-label': string }

/** A quiet button with a sign and a name that is read out. */
export function IconButton({ icon, ...button }: IconButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size="lg" {...button}>
      <Icon name={icon} />
    </ActionIcon>
  )
}
