import type { AuditChange } from '@gantry/contract'
import { audit } from '../i18n/en/audit.ts'
import { useText } from '../i18n/text.ts'
import { differencesOf, wordsOf } from './differences.ts'

type FieldName = keyof typeof audit.fields

/** Fields of the record in the reader's language. One that has no name there keeps the contract's. */
export function useRecordedText() {
  const t = useText()
  const words = { yes: t('audit:yes'), no: t('audit:no') }
  const fieldOf = (field: string): string => (isNamed(field) ? t(`audit:fields.${field}`) : field)
  const shownOf = (value: unknown): string => wordsOf(value, words)
  return {
    fieldOf,
    shownOf,
    /** In one line. */
    summaryOf: (change: AuditChange | null): string =>
      (change ? differencesOf(change) : [])
        .map(({ field, before, after }) => {
          if (change?.before === null) return `${fieldOf(field)}: ${shownOf(after)}`
          return `${fieldOf(field)}: ${shownOf(before)} → ${shownOf(after)}`
        })
        .join('; '),
  }
}

function isNamed(field: string): field is FieldName {
  return Object.hasOwn(audit.fields, field)
}
