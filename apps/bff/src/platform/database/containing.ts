import { type Expression, type SqlBool, sql } from 'kysely'

/** The column holds the text somewhere, whatever the case of ASCII letters; `%` and `_` stand for themselves. */
export function containing(column: string, text: string): Expression<SqlBool> {
  return like(column, `%${literal(text)}%`)
}

/** The column begins with the text. */
export function beginning(column: string, text: string): Expression<SqlBool> {
  return like(column, `${literal(text)}%`)
}

function literal(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, '\\$&')
}

function like(column: string, pattern: string): Expression<SqlBool> {
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`
}
