import type { OperationId } from '@gantry/contract'
import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { RefusedButton } from '../ui/refused-button.tsx'

interface LinkButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'size' | 'leftSection'> {
  readonly to: string
  /** What it leads to; who may not do that is told why. */
  readonly needs?: OperationId | undefined
  /** Why it cannot be used now: the button stays, and says so when it is pressed. */
  readonly disabledReason?: string | undefined
  readonly children: ReactNode
}

/** A button that leads to another URL, most often to a dialog that comes back here when it closes. */
export function LinkButton({ to, needs, disabledReason: reason, children, ...look }: LinkButtonProps) {
  const disabledReason = useRefusal(needs) ?? reason
  const { pathname, search } = useLocation()
  if (disabledReason !== undefined) {
    return (
      <RefusedButton {...look} reason={disabledReason}>
        {children}
      </RefusedButton>
    )
  }
  return (
    <Button {...look} component={Link} to={to} state={{ from: pathname + search }}>
      {children}
    </Button>
  )
}
