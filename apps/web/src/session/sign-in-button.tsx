import { Button } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { clockOf, useLockOut } from './lock-out.ts'

interface SignInButtonProps {
  readonly isPending: boolean
  readonly failure: Error | null
}

/** Counts down while the server would refuse the right password, too. */
export function SignInButton({ isPending, failure }: SignInButtonProps) {
  const t = useText()
  const left = useLockOut(failure)
  return (
    <Button type="submit" loading={isPending} disabled={left > 0}>
      {left > 0 ? t('session:locked.again', { time: clockOf(left) }) : t('session:signIn')}
    </Button>
  )
}
