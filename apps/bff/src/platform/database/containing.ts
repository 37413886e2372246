import { type Expression, type SqlBool, sql } from 'kysely'

/** The column holds the text somewhere, whatever the case of ASCII letters; `%` and `_` stand for themselves. */
export function containing(column: string, text: string): Expression<SqlBool> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`
}
