import { brokerConfigList, brokerConfigUpdate, brokerList, brokerView } from '@gantry/contract'
import { useState } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import type { SettingPlace } from './setting-places.ts'

export interface SettingResult extends SettingPlace {
  /** What the broker has now; undefined where the change failed. */
  readonly after?: string
  readonly failure?: string
}

/** One broker after the other, up to the first that fails: what is wrong with one may be wrong with all. */
export function useSettingChange(clusterId: string) {
  const t = useText()
  const [results, setResults] = useState<readonly SettingResult[]>([])
  const [isPending, setPending] = useState(false)
  const { mutateAsync } = useChange(brokerConfigUpdate, {
    invalidates: [brokerConfigList, brokerView, brokerList],
  })
  const changeOne = async (name: string, value: string, place: SettingPlace): Promise<SettingResult> => {
    const { brokerName, brokerId, before } = place
    try {
      const params = { clusterId, brokerName }
      const { after } = await mutateAsync({ params, query: { brokerId }, body: { name, value, before } })
      return { ...place, after }
    } catch (error) {
      const { title, detail } = describeError(error, t)
      return { ...place, failure: detail ?? title }
    }
  }
  const change = async (name: string, value: string, places: readonly SettingPlace[]): Promise<void> => {
    setPending(true)
    const done: SettingResult[] = []
    for (const place of places) {
      const result = await changeOne(name, value, place)
      done.push(result)
      setResults([...done])
      if (result.failure !== undefined) break
    }
    setPending(false)
  }
  return { results, isPending, change }
}
