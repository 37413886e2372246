import { Button, type ButtonProps, Tooltip, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'

interface LinkButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'size' | 'leftSection'> {
  readonly to: string
  /** Why it cannot be used now: shown instead of hiding the button. */
  readonly disabledReason?: string | undefined
  readonly children: ReactNode
}

/** A button that leads to another URL, most often to a dialog that comes back here when it closes. */
export function LinkButton({ to, disabledReason, children, ...look }: LinkButtonProps) {
  const { pathname, search } = useLocation()
  if (disabledReason !== undefined) {
    return (
      <Tooltip label={disabledReason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
        <Button {...look} aria-disabled data-disabled>
          {children}
          <VisuallyHidden>{` (${disabledReason})`}</VisuallyHidden>
        </Button>
      </Tooltip>
    )
  }
  return (
    <Button {...look} component={Link} to={to} state={{ from: pathname + search }}>
      {children}
    </Button>
  )
}
