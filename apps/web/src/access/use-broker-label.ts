import { useText } from '../i18n/text.ts'

interface Broker {
  readonly brokerName: string
  readonly brokerId: number | null
}

/** A master goes by its name alone. */
export function useBrokerLabel() {
  const t = useText()
  return ({ brokerName, brokerId }: Broker): string =>
    brokerId ? t('access:drift.replica', { brokerName, brokerId: String(brokerId) }) : brokerName
}
