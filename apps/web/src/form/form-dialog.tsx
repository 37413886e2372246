import { Button, Group, type MantineSize, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ContractForm } from './use-contract-form.tsx'

interface FormDialogProps<Values> {
  readonly title: string
  readonly of: ContractForm<Values>
  readonly submitLabel: string
  readonly onClose: () => void
  /** Why it cannot be sent now, though the person may. */
  readonly refusal?: string | undefined
  readonly size?: MantineSize
  /** Instead of the failure above the fields: somebody else changed it meanwhile. */
  readonly stale?: ReactNode
  /** Beside the buttons, such as a test before saving. */
  readonly extra?: ReactNode
  readonly children: ReactNode
}

/** The one frame of all forms. A click beside it does not throw away what was typed. */
export function FormDialog<Values>(props: FormDialogProps<Values>) {
  const { title, of, submitLabel, onClose, size = 'lg', stale, extra, children } = props
  const t = useText()
  const refusal = of.refusal ?? props.refusal
  const { failure } = of
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure) notice.current?.focus()
  }, [failure])
  return (
    <Dialog title={title} onClose={onClose} size={size}>
      <form onSubmit={of.submit} noValidate>
        <Stack gap="md">
          {refusal && <Notice tone="warning" title={refusal} />}
          {stale}
          {failure && !stale && <FailureNotice failure={describeError(failure, t)} ref={notice} />}
          {children}
          <Group justify="space-between">
            <Group gap="xs">{extra}</Group>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={of.isPending} disabled={refusal !== undefined}>
                {submitLabel}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
