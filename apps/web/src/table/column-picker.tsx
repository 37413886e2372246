import { lazy, Suspense } from 'react'
import { useOnDemand } from '../ui/use-on-demand.ts'
import { ColumnPickerButton } from './column-picker-button.tsx'
import type { ColumnPickerProps } from './column-picker-opened.tsx'

const loadOpened = () => import('./column-picker-opened.tsx')
const Opened = lazy(async () => ({ default: (await loadOpened()).ColumnPickerOpened }))

/** Which columns a list shows. */
export function ColumnPicker(props: ColumnPickerProps) {
  const { isWanted, trigger } = useOnDemand(loadOpened)
  const button = <ColumnPickerButton {...trigger} />
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <Opened {...props} />
    </Suspense>
  )
}
