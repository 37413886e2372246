/** Puts records together: what one message went through, as far as clients reported it. */
import type { TraceRecord } from '@gantry/remoting'
import type { Reported } from './trace-records.ts'

type Pub = Extract<TraceRecord, { traceType: 'Pub' }>
type End = Extract<TraceRecord, { traceType: 'EndTransaction' }>
type Before = Extract<TraceRecord, { traceType: 'SubBefore' }>
type After = Extract<TraceRecord, { traceType: 'SubAfter' }>

export interface Delivery {
  readonly before: Before | undefined
  readonly after: After | undefined
  readonly host: string
}

export interface Way {
  readonly messageId: string
  pub: { readonly record: Pub; readonly host: string } | undefined
  readonly ends: End[]
  isRecalled: boolean
  /** By request ID. */
  readonly deliveries: Map<string, Delivery>
}

/** Ways of several messages, by message ID, made of records in any order. */
export class Ways {
  readonly byId = new Map<string, Way>()

  add({ record, host }: Reported): void {
    // Messages that were sent in one batch share a record.
    for (const msgId of record.msgId?.split(',') ?? [])
      if (msgId !== '') this.addTo(this.wayOf(msgId), { record, host })
  }

  private addTo(way: Way, { record, host }: Reported): void {
    switch (record.traceType) {
      case 'Pub':
        // A send that was tried again is reported each time: the one that went through counts.
        if (!way.pub?.record.success) way.pub = { record, host }
        return
      case 'EndTransaction':
        way.ends.push(record)
        return
      case 'Recall':
        way.isRecalled ||= record.success
        return
      case 'SubBefore':
        way.deliveries.set(record.requestId, {
          ...this.deliveryIn(way, record.requestId, host),
          before: record,
        })
        return
      case 'SubAfter':
        way.deliveries.set(record.requestId, {
          ...this.deliveryIn(way, record.requestId, host),
          after: record,
        })
    }
  }

  private deliveryIn({ deliveries }: Way, requestId: string, host: string): Delivery {
    return deliveries.get(requestId) ?? { before: undefined, after: undefined, host }
  }

  private wayOf(messageId: string): Way {
    const known = this.byId.get(messageId)
    if (known) return known
    const way: Way = { messageId, pub: undefined, ends: [], isRecalled: false, deliveries: new Map() }
    this.byId.set(messageId, way)
    return way
  }
}
