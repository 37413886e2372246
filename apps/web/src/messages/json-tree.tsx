/** JSON that opens and closes. What is closed is not drawn, so that a large body is no burden. */
import { useState } from 'react'
import classes from './json-tree.module.css'

const OPEN_DEPTH = 2
/** Of one list or object. */
const MOST_ENTRIES = 500

export function JsonTree({ value, label }: { readonly value: object; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.tree} aria-label={label} tabIndex={0}>
      <Branch value={value} depth={0} />
    </section>
  )
}

function Node({
  name,
  value,
  depth,
}: {
  readonly name: string
  readonly value: unknown
  readonly depth: number
}) {
  if (typeof value === 'object' && value !== null) return <Branch name={name} value={value} depth={depth} />
  return (
    <div>
      <span className={classes.name}>{name}</span> {JSON.stringify(value)}
    </div>
  )
}

interface BranchProps {
  readonly name?: string
  readonly value: object
  readonly depth: number
}

function Branch({ name, value, depth }: BranchProps) {
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH)
  const entries = Object.entries(value)
  const shown = entries.slice(0, MOST_ENTRIES)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return (
    <details open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {name !== undefined && <span className={classes.name}>{name}</span>} {open}
        {entries.length}
        {close}
      </summary>
      {isOpen && (
        <div className={classes.children}>
          {shown.map(([key, item]) => (
            <Node key={key} name={key} value={item} depth={depth + 1} />
          ))}
          {shown.length < entries.length && '…'}
        </div>
      )}
    </details>
  )
}
