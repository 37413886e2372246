/** Shape of the texts: English is the original, every other language has the same keys. `{name}` is filled from parameters. */
import type { en } from './en/index.ts'

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
export type Catalogue = Same<typeof en>

type KeysOf<T, Before extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : KeysOf<T[K], `${Before}${K}.`>
}[keyof T & string]

/** Such as `topics:column.messageType`. */
export type TextKey = { [N in keyof Catalogue & string]: KeysOf<Catalogue[N], `${N}:`> }[keyof Catalogue &
  string]
