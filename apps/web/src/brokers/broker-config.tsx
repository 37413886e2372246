/** How a broker is set: beside the defaults, and beside the other brokers of its cluster. */
import { type BrokerSetting, brokerConfigList, type ResponseOf } from '@gantry/contract'
import { Code, NativeSelect, Text } from '@mantine/core'
import { useCallback } from 'react'
import { Outlet } from 'react-router'
import { useText } from '../i18n/text.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { otherText } from './other-text.ts'
import { SettingMenu } from './setting-menu.tsx'
import { SettingStanding } from './setting-standing.tsx'
import { useBroker } from './use-broker.ts'

const FILTERS = ['changed', 'differs', 'unknown'] as const
type Filter = (typeof FILTERS)[number]

const HOLDS: Readonly<Record<Filter, (setting: BrokerSetting) => boolean>> = {
  changed: ({ standing }) => standing === 'CHANGED',
  differs: ({ others, isOwn }) => others.length > 0 && !isOwn,
  unknown: ({ standing }) => standing === 'UNKNOWN',
}

const columns: readonly Column<BrokerSetting>[] = [
  {
    id: 'name',
    header: 'brokers:config.name',
    value: ({ name }) => name,
    cell: ({ name }) => <Code>{name}</Code>,
    sort: true,
  },
  {
    id: 'value',
    header: 'brokers:config.value',
    value: ({ value }) => value,
    cell: setting => <Value setting={setting} />,
  },
  {
    id: 'standing',
    header: 'brokers:config.standing',
    value: ({ standing }) => standing,
    cell: ({ standing }) => <SettingStanding standing={standing} />,
    sort: true,
  },
  { id: 'defaultValue', header: 'brokers:config.default', value: ({ defaultValue }) => defaultValue },
  {
    id: 'others',
    header: 'brokers:config.others',
    about: 'brokers:config.othersAbout',
    value: ({ others }) => others.map(otherText).join(', '),
  },
  {
    id: 'definedIn',
    header: 'brokers:config.definedIn',
    value: ({ definedIn }) => definedIn,
    isExtra: true,
    sort: true,
  },
]

function Value({ setting: { value, standing, isSet } }: { readonly setting: BrokerSetting }) {
  const t = useText()
  if (standing === 'SECRET') return t(isSet ? 'brokers:config.secretSet' : 'brokers:config.secretNotSet')
  return value === null || value === '' ? '–' : <Code>{value}</Code>
}

function SettingFilter({ state }: { readonly state: ListControls }) {
  const t = useText()
  return (
    <NativeSelect
      aria-label={t('brokers:config.filter')}
      value={state.filter('show') ?? ''}
      onChange={event => state.change({ show: event.currentTarget.value })}
      data={[
        { value: '', label: t('brokers:config.all') },
        ...FILTERS.map(value => ({ value, label: t(`brokers:config.show.${value}`) })),
      ]}
    />
  )
}

export function BrokerConfig() {
  const t = useText()
  const { brokerName, input } = useBroker()
  const state = useListState()
  const shown = FILTERS.find(filter => filter === state.filter('show'))
  const pick = useCallback(
    ({ items, partial, asOf }: ResponseOf<typeof brokerConfigList>) => ({
      items: shown ? items.filter(HOLDS[shown]) : items,
      partial,
      asOf,
    }),
    [shown],
  )
  const list = useLocalList({ endpoint: brokerConfigList, input, pick, columns, state })
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('brokers:config.about')}
      </Text>
      <ListShell
        label={t('brokers:tab.config')}
        searchLabel={t('brokers:config.search')}
        fileName={`${brokerName}-config`}
        list={list}
        state={state}
        columns={columns}
        rowKey={({ name }) => name}
        rowActions={setting => <SettingMenu setting={setting} />}
        filters={<SettingFilter state={state} />}
        filterNames={['show']}
        empty={
          <EmptyState
            icon="settings"
            title={t('brokers:config.empty')}
            body={t('brokers:config.emptyBody')}
          />
        }
      />
      <Outlet />
    </>
  )
}
