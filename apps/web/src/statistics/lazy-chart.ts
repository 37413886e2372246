import { lazy } from 'react'

/** Larger than all the rest of the page. */
export const StatisticsChart = lazy(async () => ({
  default: (await import('./statistics-chart.tsx')).StatisticsChart,
}))
