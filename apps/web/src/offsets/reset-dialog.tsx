/** The frame of a reset and of its undo: preview, confirmation, result. Nothing is changed before the second button. */
import type { ResetResult } from '@gantry/contract'
import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { ResetReview } from './reset-review.tsx'

interface ResetDialogProps {
  readonly title: string
  readonly group: string
  /** What is asked first; none where everything is known. */
  readonly children?: ReactNode
  readonly preview: ResetResult | undefined
  readonly result: ResetResult | undefined
  readonly error: Error | null
  readonly isPending: boolean
  /** Why it cannot be done by this person. */
  readonly refusal: string | undefined
  /** Undefined while something is missing. */
  readonly onPreview: (() => void) | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export function ResetDialog(props: ResetDialogProps) {
  const { title, group, children, preview, result, error, isPending, onPreview, onConfirm, onClose } = props
  const { refusal } = props
  const t = useText()
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) notice.current?.focus()
  }, [error])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isPending && refusal === undefined) onPreview?.()
  }
  return (
    <Dialog title={title} onClose={onClose} size="xl">
      <Stack gap="md">
        {refusal && <Notice tone="warning" title={refusal} />}
        {error && <FailureNotice failure={describeError(error, t)} ref={notice} />}
        {result ? (
          <ResetReview result={result} preview={preview} fileName={`${group}-reset`} />
        ) : (
          <form onSubmit={submit} noValidate>
            <Stack gap="md">
              {children}
              {preview && <ResetReview result={preview} fileName={`${group}-reset-preview`} />}
              <Group justify="flex-end" gap="xs">
                <Button variant="default" onClick={onClose}>
                  {t('common:cancel')}
                </Button>
                <Button
                  type="submit"
                  variant={preview ? 'default' : 'filled'}
                  loading={isPending && !preview}
                  disabled={!onPreview || refusal !== undefined}
                >
                  {t('offsets:reset.preview')}
                </Button>
                {preview && (
                  <Button color="red" loading={isPending} onClick={onConfirm}>
                    {t('offsets:reset.confirm')}
                  </Button>
                )}
              </Group>
            </Stack>
          </form>
        )}
        {result && (
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common:close')}</Button>
          </Group>
        )}
      </Stack>
    </Dialog>
  )
}
