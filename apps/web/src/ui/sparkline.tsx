/** A small line beside a figure. A value that is not known breaks it. */
interface SparklineProps {
  readonly values: ReadonlyArray<number | null>
  /** The same in words. */
  readonly label: string
}

const [WIDTH, HEIGHT, MARGIN] = [96, 22, 2] as const

export function Sparkline({ values, label }: SparklineProps) {
  const highest = Math.max(1, ...values.map(value => value ?? 0))
  const x = (index: number): number =>
    MARGIN + (index * (WIDTH - 2 * MARGIN)) / Math.max(1, values.length - 1)
  const y = (value: number): number => HEIGHT - MARGIN - (value * (HEIGHT - 2 * MARGIN)) / highest
  const path = values
    .flatMap((value, index) => {
      if (value === null) return []
      const isFirst = (values[index - 1] ?? null) === null
      const isAlone = isFirst && (values[index + 1] ?? null) === null
      const place = `${x(index).toFixed(1)},${y(value).toFixed(1)}`
      // A value between two gaps is a dot, or it would not be seen.
      return isAlone ? [`M${place}h0.1`] : [`${isFirst ? 'M' : 'L'}${place}`]
    })
    .join('')
  return (
    <svg role="img" aria-label={label} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <path
        d={path}
        fill="none"
        stroke="light-dark(var(--mantine-color-blue-7), var(--mantine-color-blue-4))"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
