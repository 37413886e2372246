import { describe, expect, it } from 'vitest'
import { type AppEvent, createEventBus } from './event-bus.ts'

describe('the event bus', () => {
  it('tells every listener in order, until it stops listening', () => {
    const bus = createEventBus(() => {})
    const heard: string[] = []
    const stop = bus.subscribe(({ type }) => heard.push(`one ${type}`))
    bus.subscribe(({ type }) => heard.push(`two ${type}`))
    bus.publish({ type: 'topicCreated', data: {} })
    stop()
    bus.publish({ type: 'topicDeleted', data: {} })
    expect(heard).toEqual(['one topicCreated', 'two topicCreated', 'two topicDeleted'])
  })

  it('does not let a listener that fails keep the news from others, or from whoever told it', () => {
    const errors: unknown[] = []
    const bus = createEventBus(error => errors.push(error))
    const heard: AppEvent[] = []
    const failure = new Error('listener broke')
    bus.subscribe(() => {
      throw failure
    })
    bus.subscribe(event => heard.push(event))
    bus.publish({ type: 'topicCreated', data: { topic: 'orders' } })
    expect(heard).toEqual([{ type: 'topicCreated', data: { topic: 'orders' } }])
    expect(errors).toEqual([failure])
  })
})
