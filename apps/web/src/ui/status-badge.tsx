import { Badge } from '@mantine/core'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'good' | 'warning' | 'bad' | 'neutral'

const LOOKS: Record<Tone, { readonly color: string; readonly icon: IconName }> = {
  good: { color: 'green', icon: 'check' },
  warning: { color: 'yellow', icon: 'warning' },
  bad: { color: 'red', icon: 'cross' },
  neutral: { color: 'gray', icon: 'minus' },
}

/** A state in words with a sign before them: colour is never the only difference. */
export function StatusBadge({ tone, label }: { readonly tone: Tone; readonly label: string }) {
  const { color, icon } = LOOKS[tone]
  return (
    <Badge
      variant="outline"
      color={color}
      autoContrast
      tt="none"
      fw={500}
      leftSection={<Icon name={icon} size={12} />}
      styles={{
        label: { color: 'var(--mantine-color-text)', overflow: 'visible' },
        section: tone === 'neutral' ? { color: 'var(--mantine-color-dimmed)' } : {},
        root: { flexShrink: 0 },
      }}
    >
      {label}
    </Badge>
  )
}
