/** What is known of one minute of a series, by the kind of the series. */
export const FIGURES = {
  production: ['messages', 'bytes'],
  consumption: ['messages', 'bytes', 'lag', 'delaySeconds'],
  group: ['deadLetters', 'retries', 'clients'],
} as const

export type SeriesKind = keyof typeof FIGURES
export type Figure = (typeof FIGURES)[SeriesKind][number]

/** Absent and null say the same: not known. */
export type FigureSet = Readonly<Partial<Record<Figure, number | null>>>

export type Point = FigureSet & {
  /** Since 1970; the figures are of the 60 seconds that begin with it. */
  readonly minute: number
}

type Values = ReadonlyArray<number | null | undefined>

/** How long a message waits is not a matter of sums: of several groups the one that is furthest behind counts. */
const LARGEST: ReadonlySet<Figure> = new Set(['delaySeconds'])
/** What is so at the end of a minute; the others are what happened within it. */
const LEVELS: ReadonlySet<Figure> = new Set(['lag', 'delaySeconds', 'clients'])

/** Of several lines in the same minute. */
export function togetherOf(figure: Figure, values: Values): number | null {
  return LARGEST.has(figure) ? whole(values, Math.max) : whole(values, add)
}

/** Of one line in minutes that follow each other: all there are of an interval, or the interval has a gap. */
export function overTimeOf(figure: Figure, values: Values): number | null {
  return LEVELS.has(figure) ? (values.at(-1) ?? null) : whole(values, add)
}

/** Null as soon as one part is. */
function whole(values: Values, join: (a: number, b: number) => number): number | null {
  let result = 0
  for (const value of values) {
    if (value === null || value === undefined) return null
    result = join(result, value)
  }
  return result
}

function add(a: number, b: number): number {
  return a + b
}
