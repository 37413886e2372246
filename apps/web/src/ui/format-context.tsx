import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createFormat, type Format, type FormatSettings } from './format.ts'

const FormatContext = createContext<Format>(createFormat({ language: 'en', timeZone: 'UTC' }))

export function FormatProvider({
  language,
  timeZone,
  children,
}: FormatSettings & { readonly children: ReactNode }) {
  const format = useMemo(() => createFormat({ language, timeZone }), [language, timeZone])
  return <FormatContext value={format}>{children}</FormatContext>
}

export function useFormat(): Format {
  return useContext(FormatContext)
}
