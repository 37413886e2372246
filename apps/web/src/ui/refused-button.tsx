import { Button, type ButtonProps, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { notifyRefused } from './notify.ts'

interface RefusedButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'size' | 'leftSection'> {
  readonly reason: string
  readonly children: ReactNode
}

/** A button that cannot be used now. It stays in reach of keyboard and touch, and says why when it is pressed. */
export function RefusedButton({ reason, children, ...look }: RefusedButtonProps) {
  return (
    <Button {...look} aria-disabled data-disabled title={reason} onClick={() => notifyRefused(reason)}>
      {children}
      <VisuallyHidden>{` (${reason})`}</VisuallyHidden>
    </Button>
  )
}
