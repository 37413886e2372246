import { useEffect, useState } from 'react'

/** Opens once it is there: opened from the start, a menu would not know where to give the focus back to. */
export function useOpened(): { readonly opened: boolean; readonly onChange: (opened: boolean) => void } {
  const [opened, onChange] = useState(false)
  useEffect(() => onChange(true), [])
  return { opened, onChange }
}
