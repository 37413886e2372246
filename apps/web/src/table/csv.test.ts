import { describe, expect, it } from 'vitest'
import type { Column } from './column.ts'
import { toCsv } from './csv.ts'

interface Row {
  readonly topic: string
  readonly queues: number | null
}

const columns: readonly Column<Row>[] = [
  { id: 'topic', header: 'common:name', value: ({ topic }) => topic },
  { id: 'queues', header: 'common:name', value: ({ queues }) => queues },
]

describe('toCsv', () => {
  it('writes the columns that are shown, with their names first', async () => {
    expect(await toCsv([{ topic: 'orders', queues: 8 }], columns)).toBe('topic,queues\r\norders,8\r\n')
  })

  it('disarms what a spreadsheet would run, and quotes what would break a row', async () => {
    const rows = [
      { topic: '=HYPERLINK("http://x")', queues: null },
      { topic: 'a,"b"\nc', queues: 0 },
    ]
    const csv = await toCsv(rows, columns)
    expect(csv).toBe('topic,queues\r\n"\'=HYPERLINK(""http://x"")",\r\n"a,""b""\nc",0\r\n')
  })
})
