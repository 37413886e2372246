import type { ReactNode } from 'react'
import classes from './fact-list.module.css'
import { Meaning } from './meaning.tsx'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
  /** What it means, for those who wonder. */
  readonly about?: string
}

interface FactListProps {
  readonly facts: readonly Fact[]
  /** In a narrow place: two beside each other. */
  readonly isCompact?: boolean
}

/** Labels with values: what is known about one thing. */
export function FactList({ facts, isCompact = false }: FactListProps) {
  return (
    <dl className={classes.list} data-compact={isCompact}>
      {facts.map(({ label, value, about }) => (
        <div key={label} className={classes.fact}>
          <dt>
            {label}
            {about !== undefined && <Meaning of={label} about={about} />}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
