import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'

interface ConfirmDialogProps {
  readonly title: string
  /** What will happen, in the order that it matters. */
  readonly consequences: readonly string[]
  /** To be typed, so that nobody deletes by accident. */
  readonly nameToType?: string
  readonly confirmLabel: string
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly isPending: boolean
  readonly error: Error | null
  /** Why it cannot be done at all. */
  readonly refusal?: string | undefined
  readonly children?: ReactNode
}

/** Says what will happen and asks for the name before anything is lost. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, consequences, nameToType, confirmLabel, onConfirm, onClose, isPending, error, refusal } =
    props
  const t = useText()
  const [typed, setTyped] = useState('')
  const isNamed = nameToType === undefined || typed === nameToType
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) notice.current?.focus()
  }, [error])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isNamed && !isPending && refusal === undefined) onConfirm()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {refusal && <Notice tone="warning" title={refusal} />}
          {error && <FailureNotice failure={describeError(error, t)} ref={notice} />}
          <Notice tone="warning" title={t('common:caution')}>
            <List size="sm">
              {consequences.map(sentence => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          </Notice>
          {props.children}
          {nameToType !== undefined && (
            <TextInput
              label={t('common:typeToConfirm')}
              description={<NameToType name={nameToType} />}
              value={typed}
              onChange={event => setTyped(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button
              type="submit"
              color="red"
              loading={isPending}
              disabled={!isNamed || refusal !== undefined}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function NameToType({ name }: { readonly name: string }) {
  return (
    <Text span size="sm" ff="monospace" c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
      {name}
    </Text>
  )
}
