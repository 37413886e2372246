import { ActionIcon, Button, Kbd } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'

export function PaletteButton({ onClick }: { readonly onClick: () => void }) {
  const t = useText()
  const label = t('shell:palette')
  return (
    <>
      <Button
        visibleFrom="md"
        variant="default"
        size="xs"
        onClick={onClick}
        leftSection={<Icon name="search" size={14} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
      >
        {label}
      </Button>
      <ActionIcon
        hiddenFrom="md"
        variant="subtle"
        color="gray"
        size="lg"
        onClick={onClick}
        aria-label={label}
      >
        <Icon name="search" />
      </ActionIcon>
    </>
  )
}
