/**
 * Fills in a template. `{{name}}` becomes the value of that name. Lines from `@if` to `@end`, each on a line of its own, stay
 * when one of the flags between is set, or with `!` before it is not: `@if ORDERED DELAYED`, `@if !ORDERED`. They do not nest.
 */
export interface Filling {
  readonly values: Readonly<Record<string, string>>
  readonly flags: ReadonlySet<string>
}

/** @throws Error for a template that names what is not there: a mistake of ours */
export function render(template: string, { values, flags }: Filling): string {
  const lines: string[] = []
  let isKept = true
  for (const line of template.split('\n')) {
    if (line.startsWith('@if ')) isKept = holds(line.slice('@if '.length), flags)
    else if (line === '@end') isKept = true
    else if (isKept) lines.push(filled(line, values))
  }
  return lines.join('\n')
}

function holds(condition: string, flags: ReadonlySet<string>): boolean {
  return condition
    .split(' ')
    .some(flag => (flag.startsWith('!') ? !flags.has(flag.slice(1)) : flags.has(flag)))
}

function filled(line: string, values: Filling['values']): string {
  return line.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`There is no value for {{${name}}}.`)
    return value
  })
}
