import { oidcStart } from '@gantry/contract'
import { Button } from '@mantine/core'
import { describeError } from '../../api/describe-error.ts'
import { useChange } from '../../api/use-change.ts'
import { useText } from '../../i18n/text.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { safeNext } from '../safe-next.ts'

interface SingleSignOnButtonProps {
  /** Null: in the words of the page. */
  readonly label: string | null
  readonly next: string | null
  readonly variant: 'filled' | 'default'
}

/** Leaves the console: the provider sends the browser back. */
export function SingleSignOnButton({ label, next, variant }: SingleSignOnButtonProps) {
  const t = useText()
  const { mutate, isIdle, error } = useChange(oidcStart, {
    invalidates: [],
    onSuccess: ({ url }) => location.assign(url),
  })
  return (
    <>
      {error && <FailureNotice failure={describeError(error, t)} />}
      <Button
        variant={variant}
        loading={!isIdle && !error}
        onClick={() => mutate({ body: { next: safeNext(next) } })}
      >
        {label ?? t('oidc:signIn')}
      </Button>
    </>
  )
}
