import { Alert } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { Icon } from './icon.tsx'

interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'bad'
  readonly title: string
  readonly children?: ReactNode
  readonly ref?: Ref<HTMLDivElement>
}

const COLORS = { info: 'blue', warning: 'yellow', bad: 'red' } as const

/** A message in the page. Text keeps the page's own colour, so that it can be read on every tint. */
export function Notice({ tone, title, children, ref }: NoticeProps) {
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      role={tone === 'bad' ? 'alert' : 'status'}
      color={COLORS[tone]}
      title={title}
      icon={<Icon name={tone === 'info' ? 'help' : 'warning'} />}
      styles={{
        title: { color: 'var(--mantine-color-text)' },
        message: { color: 'var(--mantine-color-text)' },
      }}
    >
      {children}
    </Alert>
  )
}
