import { ApiError } from '@gantry/contract'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { lockedSeconds } from './lock-out.ts'

/** Here "signed out" means that the password was wrong. */
export function SignInRefused({ failure }: { readonly failure: Error }) {
  const t = useText()
  const isWrong = failure instanceof ApiError && failure.problem?.code === 'UNAUTHENTICATED'
  if (lockedSeconds(failure) > 0) {
    return (
      <Notice tone="bad" title={t('session:locked.title')}>
        {t('session:locked.about')}
      </Notice>
    )
  }
  if (!isWrong) return <FailureNotice failure={describeError(failure, t)} />
  return (
    <Notice tone="bad" title={t('session:wrong')}>
      {t('session:wrongNext')}
    </Notice>
  )
}
