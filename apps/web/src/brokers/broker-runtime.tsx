/** What a broker measures, in words; found by RocketMQ's names, too. */
import { brokerView, type ResponseOf } from '@gantry/contract'
import { Code } from '@mantine/core'
import { useCallback } from 'react'
import { useLanguage, useText } from '../i18n/text.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { runtimeText } from './runtime-value.ts'
import { runtimeWordOf } from './runtime-words.ts'
import { useBroker } from './use-broker.ts'

interface RuntimeRow {
  readonly name: string
  readonly value: string
  /** The name itself where there are no words for it. */
  readonly words: string
  readonly shown: string
}

const columns: readonly Column<RuntimeRow>[] = [
  { id: 'words', header: 'brokers:runtime.words', value: ({ words }) => words, sort: true },
  { id: 'shown', header: 'brokers:runtime.value', value: ({ shown }) => shown },
  {
    id: 'name',
    header: 'brokers:runtime.name',
    value: ({ name }) => name,
    cell: ({ name }) => <Code>{name}</Code>,
    sort: true,
  },
  {
    id: 'raw',
    header: 'brokers:runtime.raw',
    value: ({ value }) => value,
    cell: ({ value }) => <Code>{value}</Code>,
  },
]

export function BrokerRuntime() {
  const t = useText()
  const language = useLanguage()
  const format = useFormat()
  const { brokerName, input } = useBroker()
  const state = useListState()
  const pick = useCallback(
    ({ runtime, partial, asOf }: ResponseOf<typeof brokerView>) => ({
      partial,
      asOf,
      items: runtime
        .map(({ name, value }): RuntimeRow => {
          const word = runtimeWordOf(name)
          const shown = word ? runtimeText(word.kind, value, format) : value
          return { name, value, words: word?.[language] ?? name, shown }
        })
        .toSorted((a, b) => a.words.localeCompare(b.words, language)),
    }),
    [language, format],
  )
  const list = useLocalList({ endpoint: brokerView, input, pick, columns, state })
  return (
    <ListShell
      label={t('brokers:tab.runtime')}
      searchLabel={t('brokers:runtime.search')}
      fileName={`${brokerName}-runtime`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ name }) => name}
      empty={
        <EmptyState icon="cluster" title={t('brokers:runtime.empty')} body={t('brokers:runtime.emptyBody')} />
      }
    />
  )
}
