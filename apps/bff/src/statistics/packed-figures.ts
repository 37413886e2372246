/**
 * How a minute is kept. A row of its own for each point would be mostly what the database needs to know of a row, and what it
 * needs to find it again. So sixteen series whose numbers follow each other share a row, a shelf:
 *
 *     5,340;;0,0,12,;,,3      of four series, the second without a point; of the third one figure is not known
 */
import { FIGURES, type Figure, type FigureSet, type SeriesKind } from './statistics-figures.ts'

/** With more of them a chart of one series would read more that it does not show. */
const PLACES = 16
const [BETWEEN_SERIES, BETWEEN_FIGURES] = [';', ','] as const

export interface NumberedSeries {
  readonly series_id: number
  readonly kind: SeriesKind
}

export interface StoredPoint {
  readonly seriesId: number
  readonly kind: SeriesKind
  readonly figures: FigureSet
}

export interface Shelf {
  readonly shelf: number
  readonly figures: string
}

export function shelfOf(seriesId: number): number {
  return Math.floor(seriesId / PLACES)
}

/** @param points of one minute */
export function packed(points: readonly StoredPoint[]): Shelf[] {
  const shelves = Map.groupBy(points, ({ seriesId }) => shelfOf(seriesId))
  return [...shelves].map(([shelf, onIt]) => {
    const places: string[] = []
    for (const point of onIt) places[point.seriesId % PLACES] = textOf(point)
    return { shelf, figures: Array.from(places, text => text ?? '').join(BETWEEN_SERIES) }
  })
}

/** @returns what the row has of those series, which are on its shelf */
export function unpacked<S extends NumberedSeries>(
  figures: string,
  series: readonly S[],
): Array<readonly [S, FigureSet]> {
  const places = figures.split(BETWEEN_SERIES)
  return series.flatMap(each => {
    const text = places[each.series_id % PLACES]
    return text ? [[each, figuresIn(text, each.kind)] as const] : []
  })
}

function figuresIn(text: string, kind: SeriesKind): FigureSet {
  const values = text.split(BETWEEN_FIGURES)
  const figures: Partial<Record<Figure, number | null>> = {}
  for (const [index, figure] of FIGURES[kind].entries()) {
    figures[figure] = values[index] ? Number(values[index]) : null
  }
  return figures
}

function textOf({ kind, figures }: StoredPoint): string {
  return FIGURES[kind].map(figure => figures[figure] ?? '').join(BETWEEN_FIGURES)
}
