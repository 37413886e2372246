import { useText } from '../i18n/text.ts'
import { Notice } from '../ui/notice.tsx'

/** Above a form that holds what was there before a change. */
export function RestoredNotice({ restored }: { readonly restored: object | undefined }) {
  const t = useText()
  if (restored === undefined) return null
  return (
    <Notice tone="info" title={t('common:restored')}>
      {t('common:restoredBody')}
    </Notice>
  )
}
