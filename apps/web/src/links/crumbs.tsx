import { Breadcrumbs } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { TextLink } from './text-link.tsx'

export interface Crumb {
  readonly label: string
  readonly to: string
}

/** The pages above this one. */
export function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const t = useText()
  return (
    <nav aria-label={t('common:crumbs')}>
      <Breadcrumbs separatorMargin={6} fz="sm">
        {crumbs.map(({ label, to }) => (
          <TextLink key={to} to={to}>
            {label}
          </TextLink>
        ))}
      </Breadcrumbs>
    </nav>
  )
}
