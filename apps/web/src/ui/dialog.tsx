import { Group, type MantineSize, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly size?: MantineSize
  /** Only by its own button: what it shows is not shown again. */
  readonly isInsistent?: boolean
  readonly children: ReactNode
}

/**
 * The frame of every dialog. A click beside it does not throw away what was typed. Its heading is no `<header>`: a page
 * has one of those.
 */
export function Dialog({ title, onClose, size = 'lg', isInsistent = false, children }: DialogProps) {
  const t = useText()
  useFocusBack()
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      closeOnClickOutside={false}
      closeOnEscape={!isInsistent}
      returnFocus={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body pt="md">
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb="md">
            <Modal.Title fz="lg" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Modal.Title>
            {!isInsistent && <Modal.CloseButton aria-label={t('common:close')} />}
          </Group>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** The dialog goes with its URL: the focus goes back to what opened it or, where that is gone too, to the page. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body
      const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body
      const place = isThere ? opener : document.querySelector('main')
      if (isLost) place?.focus({ preventScroll: true })
    },
    [opener],
  )
}
