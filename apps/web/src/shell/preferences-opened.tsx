import {
  Input,
  type MantineColorScheme,
  Popover,
  SegmentedControl,
  Stack,
  useMantineColorScheme,
} from '@mantine/core'
import { LANGUAGES } from '../i18n/catalogue.ts'
import { useText } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useOpened } from '../ui/use-opened.ts'
import { changePreferences, usePreferences } from './preferences.ts'

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto']
const ZONES = ['UTC', 'local'] as const
/** Each in its own words, for those who cannot read the other. */
const LANGUAGE_NAMES = { en: 'English', zh: '中文' } as const

export function PreferencesOpened() {
  const t = useText()
  const { language, timeZone } = usePreferences()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus {...useOpened()}>
      <Popover.Target>
        <IconButton icon="settings" aria-label={t('shell:preferences')} autoFocus />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('shell:preferences')}>
        <Stack gap="sm">
          <Choice
            label={t('shell:scheme')}
            value={colorScheme}
            options={SCHEMES.map(value => ({ value, label: t(`shell:schemes.${value}`) }))}
            onChange={setColorScheme}
          />
          <Choice
            label={t('shell:language')}
            value={language}
            options={LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={chosen => void changePreferences({ language: chosen })}
          />
          <Choice
            label={t('shell:timeZone')}
            value={timeZone}
            options={ZONES.map(value => ({ value, label: t(`shell:timeZones.${value}`) }))}
            onChange={chosen => void changePreferences({ timeZone: chosen })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <SegmentedControl fullWidth aria-label={label} value={value} data={[...options]} onChange={onChange} />
    </Input.Wrapper>
  )
}
