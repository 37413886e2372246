import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import type { Column } from './column.ts'
import { download, toCsv } from './csv.ts'

interface ExportButtonProps<Row> {
  /** Without suffix. */
  readonly fileName: string
  readonly columns: readonly Column<Row>[]
  readonly loadAll: () => Promise<readonly Row[]>
}

/** Every row that the filters let through, with the columns that are shown. */
export function ExportButton<Row>({ fileName, columns, loadAll }: ExportButtonProps<Row>) {
  const t = useText()
  const [isBusy, setIsBusy] = useState(false)
  const run = async (): Promise<void> => {
    setIsBusy(true)
    try {
      download(`${fileName}.csv`, await toCsv(await loadAll(), columns))
    } catch (error) {
      const { title, nextStep } = describeError(error, t)
      notifications.show({ color: 'red', title, message: nextStep })
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Button
      variant="default"
      loading={isBusy}
      leftSection={<Icon name="download" size={16} />}
      onClick={() => void run()}
    >
      {t('common:exportCsv')}
    </Button>
  )
}
