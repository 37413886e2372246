import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Meaning } from './meaning.tsx'
import classes from './small-table.module.css'

interface SmallTableProps {
  readonly title: string
  /** Where something else stands above it. */
  readonly hasNoHeading?: boolean
  /** Also without rows, where something else says that there are none. */
  readonly hasTitleAlways?: boolean
  readonly head: ReadonlyArray<{ readonly label: string; readonly about?: string }>
  readonly rows: ReadonlyArray<{ readonly key: string; readonly cells: readonly ReactNode[] }>
}

/** A short table inside a page, without tools. It scrolls by itself where it is narrow. */
export function SmallTable({
  title,
  hasNoHeading = false,
  hasTitleAlways = false,
  head,
  rows,
}: SmallTableProps) {
  const heading = !hasNoHeading && (
    <Title order={2} size="h4" mb="xs">
      {title}
    </Title>
  )
  if (rows.length === 0) return hasTitleAlways ? heading : null
  return (
    <div>
      {heading}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={title}>
        <table className={classes.table}>
          <thead>
            <tr>
              {head.map(({ label, about }) => (
                <th key={label} scope="col">
                  {label}
                  {about !== undefined && <Meaning of={label} about={about} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {head.map(({ label }, index) => (
                  <td key={label}>{cells[index]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
