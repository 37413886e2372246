import type { Grant } from '@gantry/contract'
import { useText } from '../i18n/text.ts'

export function Authorisation({ authorisation }: Pick<Grant, 'authorisation'>) {
  const t = useText()
  return t(`access:grants.may.${authorisation}`)
}
