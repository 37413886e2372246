import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { Figure, Rate } from '../ui/figure.tsx'
import { Icon } from '../ui/icon.tsx'

interface Usage {
  readonly used: number | null
  /** Undefined: the limits are not told. */
  readonly limit: number | undefined
}

export function RateUsage({ rate, limit }: Pick<Usage, 'limit'> & { readonly rate: number | null }) {
  return (
    <Against used={rate} limit={limit}>
      <Rate value={rate} />
    </Against>
  )
}

/** Topics found on the brokers may be more than the specification allows. */
export function TopicUsage({ used, limit }: Usage) {
  return (
    <Against used={used} limit={limit}>
      <Figure value={used} />
    </Against>
  )
}

export function isOver(used: number | null, limit: number | undefined): boolean {
  return used !== null && limit !== undefined && used > limit
}

/** What is used against its specification; above it a warning, in words too. */
function Against({ used, limit, children }: Usage & { readonly children: ReactNode }) {
  const t = useText()
  const isTooMuch = isOver(used, limit)
  return (
    <span title={isTooMuch ? t('instances:overSpecification') : undefined}>
      {isTooMuch && <Icon name="warning" size={14} />} {children}
      {limit !== undefined && (
        <>
          {' / '}
          <Figure value={limit} />
        </>
      )}
      {isTooMuch && ` ${t('instances:over')}`}
    </span>
  )
}
