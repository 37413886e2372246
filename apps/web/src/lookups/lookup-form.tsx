import type { Instance } from '@gantry/contract'
import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { Icon } from '../ui/icon.tsx'

interface LookupFormProps {
  readonly q: string
  readonly instanceId: string
  readonly instances: ReadonlyArray<Pick<Instance, 'instanceId' | 'name'>>
}

export function LookupForm({ q, instanceId, instances }: LookupFormProps) {
  const t = useText()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const [chosen, setChosen] = useState(instanceId)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void navigate(paths.lookup(typed.trim(), chosen))
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('lookups:question')}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          maxLength={4_096}
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '1 1 22rem' }}
        />
        <NativeSelect
          label={t('lookups:instance')}
          value={chosen}
          onChange={event => setChosen(event.currentTarget.value)}
          data={instances.map(each => ({ value: each.instanceId, label: each.name }))}
        />
        <Button type="submit" leftSection={<Icon name="search" size={16} />}>
          {t('lookups:submit')}
        </Button>
      </Group>
    </form>
  )
}
