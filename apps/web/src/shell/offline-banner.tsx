import { Box } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useText } from '../i18n/text.ts'
import { Notice } from '../ui/notice.tsx'

export function OfflineBanner() {
  const t = useText()
  const { online } = useNetwork()
  if (online) return null
  return (
    <Box mb="md">
      <Notice tone="warning" title={t('shell:offline')}>
        {t('shell:offlineBody')}
      </Notice>
    </Box>
  )
}
