import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'

export function ColumnPickerButton(button: ButtonProps & ComponentPropsWithRef<'button'>) {
  const t = useText()
  return (
    <Button variant="default" leftSection={<Icon name="columns" size={16} />} {...button}>
      {t('common:columns')}
    </Button>
  )
}
