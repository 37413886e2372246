import { Center, Loader } from '@mantine/core'
import { useText } from '../i18n/text.ts'

/** Something is on its way and nothing of it can be drawn yet. */
export function Waiting() {
  const t = useText()
  return (
    <Center mih="30vh" role="status" aria-label={t('common:loading')}>
      <Loader type="dots" />
    </Center>
  )
}
