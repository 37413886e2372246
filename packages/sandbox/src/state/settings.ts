/**
 * Settings of a broker or name server, each a text of the kind that its default is. Imitates `common/Configuration`: names that
 * are unknown and values of the wrong kind are passed over without a word.
 */
import type { DataVersion } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import { firstVersion, nextVersion } from './data-version.ts'
import { Refused } from './refused.ts'

export type SettingValue = string | number | boolean

const FITS: Readonly<Record<string, (text: string) => boolean>> = {
  number: text => /^-?\d+(\.\d+)?$/.test(text),
  boolean: text => text === 'true' || text === 'false',
  string: () => true,
}

export class Settings {
  private readonly values: Map<string, SettingValue>
  private readonly fixed: ReadonlySet<string>
  private readonly clock: Clock
  private currentVersion: DataVersion

  /** @param fixed names that nobody may change */
  constructor(defaults: Readonly<Record<string, SettingValue>>, fixed: readonly string[], clock: Clock) {
    this.values = new Map(Object.entries(defaults))
    this.fixed = new Set(fixed)
    this.clock = clock
    this.currentVersion = firstVersion(clock)
  }

  get dataVersion(): DataVersion {
    return this.currentVersion
  }

  all(): Map<string, string> {
    return new Map([...this.values].map(([name, value]) => [name, String(value)]))
  }

  text(name: string): string {
    return String(this.values.get(name) ?? '')
  }

  number(name: string): number {
    return Number(this.values.get(name) ?? 0)
  }

  isOn(name: string): boolean {
    return this.values.get(name) === true
  }

  /** @throws Refused NO_PERMISSION when one of the names may not be changed; nothing is changed then */
  update(changes: ReadonlyMap<string, string>): void {
    for (const name of changes.keys()) {
      if (this.fixed.has(name)) throw new Refused('NO_PERMISSION', 'Can not update config in black list.')
    }
    for (const [name, text] of changes) {
      const kind = typeof this.values.get(name)
      if (FITS[kind]?.(text) === true) this.values.set(name, settingOf(text, kind))
    }
    this.currentVersion = nextVersion(this.currentVersion, this.clock)
  }
}

function settingOf(text: string, kind: string): SettingValue {
  if (kind === 'number') return Number(text)
  return kind === 'boolean' ? text === 'true' : text
}
