/** Texts of the page in the language chosen; a language is loaded when it is first used. */
import i18next from 'i18next'
import { useMemo, useSyncExternalStore } from 'react'
import { type Catalogue, LANGUAGES, type Language, type TextKey } from './catalogue.ts'

export type TextParams = Readonly<Record<string, string | number>>
export type Text = (key: TextKey, params?: TextParams) => string

const i18n = i18next.createInstance()

const LOADERS: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('./en/index.ts')).en,
  zh: async () => (await import('./zh/index.ts')).zh,
}

/** Once, before the first page is drawn. */
export async function startTexts(language: Language): Promise<void> {
  await i18n.init({
    lng: language,
    fallbackLng: false,
    ns: [],
    resources: { [language]: { ...(await LOADERS[language]()) } },
    // React escapes; single braces are what the shared rules write.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  })
  document.documentElement.lang = language
}

export async function switchLanguage(language: Language): Promise<void> {
  const catalogue = await LOADERS[language]()
  for (const [namespace, texts] of Object.entries(catalogue))
    i18n.addResourceBundle(language, namespace, texts)
  await i18n.changeLanguage(language)
  document.documentElement.lang = language
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => LANGUAGES.find(each => each === i18n.language) ?? 'en')
}

/** A new function after each change of language, so that whoever depends on it draws again. */
export function useText(): Text {
  const language = useLanguage()
  return useMemo(() => {
    const inLanguage = i18n.getFixedT(language)
    return (key, params) => inLanguage(key, params ?? {})
  }, [language])
}

function subscribe(onChange: () => void): () => void {
  i18n.on('languageChanged', onChange)
  return () => i18n.off('languageChanged', onChange)
}
