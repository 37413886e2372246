import type { Grant } from '@gantry/contract'
import { useText } from '../i18n/text.ts'

/** From where a grant holds. */
export function Sources({ sourceIps }: Pick<Grant, 'sourceIps'>) {
  const t = useText()
  return sourceIps.length === 0 ? t('access:grants.everywhere') : sourceIps.join(', ')
}
