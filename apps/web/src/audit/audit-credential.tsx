import type { AuditEvent } from '@gantry/contract'
import { useText } from '../i18n/text.ts'

/** By what the caller was signed in: a person at a browser or one of the person's programs. */
export function AuditCredential({ credential }: Pick<AuditEvent, 'credential'>) {
  const t = useText()
  if (!credential) return '–'
  const { kind, id, name } = credential
  return kind === 'session' ? t('audit:bySession', { id }) : t('audit:byToken', { name: name ?? id })
}
