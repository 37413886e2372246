import { useText } from '../i18n/text.ts'
import { Figure, Rate } from '../ui/figure.tsx'
import { Icon } from '../ui/icon.tsx'

/** A rate against its specification; above it a warning, in words too. */
export function RateUsage({ rate, limit }: { readonly rate: number | null; readonly limit: number }) {
  const t = useText()
  const isOver = rate !== null && rate > limit
  return (
    <span title={isOver ? t('instances:overSpecification') : undefined}>
      {isOver && <Icon name="warning" size={14} />} <Rate value={rate} /> / <Figure value={limit} />
      {isOver && ` ${t('instances:over')}`}
    </span>
  )
}

export function TopicUsage({ used, limit }: { readonly used: number | null; readonly limit: number }) {
  return (
    <>
      <Figure value={used} /> / <Figure value={limit} />
    </>
  )
}
