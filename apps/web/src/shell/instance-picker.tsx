import { instanceList } from '@gantry/contract'
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from 'react-router'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { instanceCapabilityOf, instanceIdOf } from './navigation.ts'

/** The instance of the page, on every page of an instance. Its choice stands in the URL and nowhere else. */
export function InstancePicker() {
  const t = useText()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const instanceId = instanceIdOf(pathname)
  const { data } = useQuery({
    ...read(instanceList, { query: { limit: 1_000 } }),
    enabled: instanceId !== undefined,
    staleTime: 60_000,
  })
  if (instanceId === undefined) return null
  const known = data?.items.map(({ instanceId: value, name }) => ({ value, label: name })) ?? []
  const isKnown = known.some(({ value }) => value === instanceId)
  const pick = (picked: string | null): void => {
    if (picked === null) return
    const capability = instanceCapabilityOf(pathname)
    void navigate(capability ? paths.ofInstance(picked, capability) : paths.instance(picked))
  }
  return (
    <Select
      aria-label={t('shell:instance')}
      data={isKnown ? known : [...known, { value: instanceId, label: instanceId }]}
      value={instanceId}
      onChange={pick}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('common:nothingFound')}
      limit={100}
      size="sm"
      style={{ flex: '0 1 16rem', minWidth: 0 }}
    />
  )
}
