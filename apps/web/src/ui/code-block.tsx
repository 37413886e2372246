import { ActionIcon, CopyButton } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import classes from './code-block.module.css'
import { Icon } from './icon.tsx'

/** A program or command to take away. It can be scrolled with the keyboard. */
export function CodeBlock({ code, label }: { readonly code: string; readonly label: string }) {
  const t = useText()
  return (
    <div className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={label}>
        <pre className={classes.code}>{code}</pre>
      </section>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <ActionIcon
            className={classes.copy}
            variant="default"
            onClick={copy}
            aria-label={copied ? t('common:copied') : t('common:copyOf', { what: label })}
          >
            <Icon name={copied ? 'check' : 'copy'} size={16} />
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  )
}
