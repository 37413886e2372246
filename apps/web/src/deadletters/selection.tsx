import { Checkbox } from '@mantine/core'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useText } from '../i18n/text.ts'

interface Selection {
  readonly ids: ReadonlySet<string>
  toggle(id: string): void
  clear(): void
}

const SelectionContext = createContext<Selection | undefined>(undefined)

/** Rows that are picked, by ID; they stay picked while more rows are loaded. */
export function SelectionScope({ children }: { readonly children: ReactNode }) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const selection = useMemo(
    () => ({
      ids,
      toggle: (id: string) => setIds(current => new Set(toggled([...current], id))),
      clear: () => setIds(new Set()),
    }),
    [ids],
  )
  return <SelectionContext value={selection}>{children}</SelectionContext>
}

function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter(each => each !== id) : [...ids, id]
}

export function useSelection(): Selection {
  const selection = useContext(SelectionContext)
  if (selection === undefined) throw new Error('Nothing can be picked outside of a SelectionScope.')
  return selection
}

export function SelectBox({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useText()
  const { ids, toggle } = useSelection()
  return (
    <Checkbox
      size="xs"
      checked={ids.has(id)}
      onChange={() => toggle(id)}
      aria-label={t('deadletters:select', { message: name })}
    />
  )
}
