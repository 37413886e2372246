import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.ts'
import { Settings } from './settings.ts'

const newSettings = (): Settings =>
  new Settings({ name: 'a', days: 72, ratio: 0.5, isOn: false, home: '' }, ['home'], new ManualClock())

describe('settings', () => {
  it('are read as what they are, and all as texts', () => {
    const settings = newSettings()
    expect([settings.text('name'), settings.number('days'), settings.isOn('isOn')]).toEqual(['a', 72, false])
    expect(settings.all().get('days')).toBe('72')
  })

  it('change to values of their own kind and pass over all else', () => {
    const settings = newSettings()
    const changes = { name: '7', days: '80', ratio: '0.75', isOn: 'true', unknown: '1' }
    settings.update(new Map(Object.entries(changes)))
    expect([...settings.all()]).toEqual([
      ['name', '7'],
      ['days', '80'],
      ['ratio', '0.75'],
      ['isOn', 'true'],
      ['home', ''],
    ])
    settings.update(new Map(Object.entries({ days: 'many', isOn: 'yes' })))
    expect([settings.number('days'), settings.isOn('isOn')]).toEqual([80, true])
  })

  it('that are fixed refuse the whole change', () => {
    const settings = newSettings()
    const changes = new Map([
      ['days', '1'],
      ['home', '/'],
    ])
    expect(() => settings.update(changes)).toThrow('Can not update config in black list.')
    expect(settings.number('days')).toBe(72)
  })

  it('count their changes', () => {
    const settings = newSettings()
    settings.update(new Map([['days', '1']]))
    expect(settings.dataVersion.counter).toBe(1n)
  })
})
