/** Reads trace records of every release; their layouts are told in `trace-record.ts`. */
import {
  CONTENT_SEPARATOR,
  type EndTransactionTrace,
  FIELD_SEPARATOR,
  NULL_TEXT,
  type PubTrace,
  type RecallTrace,
  type SubAfterTrace,
  type SubBeforeTrace,
  TRACE_TYPES,
  TRANSACTION_STATES,
  type TraceRecord,
} from './trace-record.ts'

export interface DecodedTraces {
  readonly records: TraceRecord[]
  /** Records that could not be read. */
  readonly skipped: number
}

const PUB_FIELDS_WITHOUT_OFFSET_ID = 13
const SUB_AFTER_FIELDS_BEFORE_TIME = 7
const END_TRANSACTION_STATE_AT = 11

/**
 * Reads the body of a trace message. It may come from any client of any release, in any language: a record that makes no
 * sense is skipped and counted, so that it does not hide the others. Fields after the ones known are left alone.
 */
export function decodeTraces(body: Buffer | string): DecodedTraces {
  const records: TraceRecord[] = []
  let skipped = 0
  for (const line of body.toString().split(FIELD_SEPARATOR)) {
    if (line === '') continue
    let fields = line.split(CONTENT_SEPARATOR)
    while (fields.length > 0) {
      const glued = gluedRecord(fields)
      const record = readRecord(fields.slice(0, fields.length - glued.length))
      if (record === undefined) skipped++
      else records.push(record)
      fields = glued
    }
  }
  return { records, skipped }
}

/** Clients of 5.1.4 to 5.3.0 forget the end of a SubAfter on Alibaba Cloud: the next record follows as more fields. */
function gluedRecord(fields: string[]): string[] {
  const next = fields[SUB_AFTER_FIELDS_BEFORE_TIME]
  const isGlued = fields[0] === 'SubAfter' && TRACE_TYPES.some(type => type === next)
  return isGlued ? fields.slice(SUB_AFTER_FIELDS_BEFORE_TIME) : []
}

function readRecord(texts: readonly string[]): TraceRecord | undefined {
  const fields = new TraceFields(texts)
  const record = readFields(fields)
  return fields.areComplete ? record : undefined
}

function readFields(fields: TraceFields): TraceRecord | undefined {
  switch (fields.text()) {
    case 'Pub':
      return readPub(fields)
    case 'SubBefore':
      return readSubBefore(fields)
    case 'SubAfter':
      return readSubAfter(fields)
    case 'EndTransaction':
      return readEndTransaction(fields)
    case 'Recall':
      return readRecall(fields)
    default:
      return undefined
  }
}

function readPub(fields: TraceFields): PubTrace {
  return {
    traceType: 'Pub',
    timeStamp: fields.integer(),
    regionId: fields.nullable(),
    groupName: fields.text(),
    topic: fields.text(),
    msgId: fields.nullable(),
    tags: fields.nullable(),
    keys: fields.nullable(),
    storeHost: fields.nullable(),
    bodyLength: fields.integer(),
    costTime: fields.integer(),
    msgType: fields.integer(),
    offsetMsgId: fields.count === PUB_FIELDS_WITHOUT_OFFSET_ID ? undefined : fields.nullable(),
    success: fields.boolean(),
    clientHost: fields.isAtEnd ? undefined : fields.nullable(),
  }
}

function readSubBefore(fields: TraceFields): SubBeforeTrace {
  return {
    traceType: 'SubBefore',
    timeStamp: fields.integer(),
    regionId: fields.nullable(),
    groupName: fields.text(),
    requestId: fields.text(),
    msgId: fields.nullable(),
    retryTimes: fields.integer(),
    keys: fields.nullable(),
    clientHost: fields.isAtEnd ? undefined : fields.nullable(),
  }
}

function readSubAfter(fields: TraceFields): SubAfterTrace {
  return {
    traceType: 'SubAfter',
    requestId: fields.text(),
    msgId: fields.nullable(),
    costTime: fields.integer(),
    success: fields.boolean(),
    keys: fields.nullable(),
    contextCode: fields.isAtEnd ? undefined : fields.integer(),
    // On Alibaba Cloud an empty field stands at the end.
    timeStamp: fields.left < 2 ? undefined : fields.integer(),
    groupName: fields.isAtEnd ? undefined : fields.text() || undefined,
  }
}

function readEndTransaction(fields: TraceFields): EndTransactionTrace {
  return {
    traceType: 'EndTransaction',
    timeStamp: fields.integer(),
    regionId: fields.nullable(),
    groupName: fields.text(),
    topic: fields.text(),
    msgId: fields.nullable(),
    tags: fields.nullable(),
    keys: fields.nullable(),
    storeHost: fields.nullable(),
    msgType: fields.integer(),
    clientHost: hasClientHostBeforeState(fields) ? fields.nullable() : undefined,
    transactionId: fields.nullable(),
    transactionState: fields.text(),
    fromTransactionCheck: fields.boolean(),
  }
}

/** The state, which has few values, tells the layout; how many fields there are does not, as later releases may add some. */
function hasClientHostBeforeState(fields: TraceFields): boolean {
  const isStateAt = (at: number): boolean => TRANSACTION_STATES.some(state => state === fields.peek(at))
  return !isStateAt(END_TRANSACTION_STATE_AT) && isStateAt(END_TRANSACTION_STATE_AT + 1)
}

function readRecall(fields: TraceFields): RecallTrace {
  return {
    traceType: 'Recall',
    timeStamp: fields.integer(),
    regionId: fields.nullable(),
    groupName: fields.text(),
    topic: fields.text(),
    msgId: fields.nullable(),
    success: fields.boolean(),
  }
}

/** Takes the fields of one record in turn and remembers whether each was there and of its type. */
class TraceFields {
  private readonly texts: readonly string[]
  private at = 0
  private areSound = true

  constructor(texts: readonly string[]) {
    this.texts = texts
  }

  get count(): number {
    return this.texts.length
  }

  get left(): number {
    return this.texts.length - this.at
  }

  get isAtEnd(): boolean {
    return this.left <= 0
  }

  /** True when all fields so far were there and sound. */
  get areComplete(): boolean {
    return this.areSound && this.left >= 0
  }

  peek(at: number): string | undefined {
    return this.texts[at]
  }

  text(): string {
    return this.texts[this.at++] ?? ''
  }

  nullable(): string | undefined {
    const text = this.text()
    return text === NULL_TEXT ? undefined : text
  }

  integer(): number {
    const text = this.text()
    if (!/^-?\d{1,15}$/.test(text)) this.areSound = false
    return Number(text)
  }

  boolean(): boolean {
    const text = this.text().toLowerCase()
    if (text !== 'true' && text !== 'false') this.areSound = false
    return text === 'true'
  }
}
