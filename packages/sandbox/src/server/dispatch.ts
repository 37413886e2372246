/** From a frame to its answer: faults, signature, rights, handler. */
import { type Frame, RESPONSE_CODES } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import type { Failure, Faults } from '../faults.ts'
import { type Handler, refusalOf, type Written } from '../handler.ts'
import { Refused } from '../state/refused.ts'
import type { Connection } from './connection.ts'

export interface DispatchOptions<Target> {
  readonly target: Target
  /** By which faults mean it. */
  readonly serverName: string
  readonly handlers: ReadonlyMap<number, Handler<Target>>
  readonly faults: Faults
  readonly clock: Clock
  /** @throws Refused when the request is not signed rightly, or its sender may not do that */
  readonly admit: (frame: Frame, connection: Connection) => void
}

export class Dispatch<Target> {
  private readonly options: DispatchOptions<Target>

  constructor(options: DispatchOptions<Target>) {
    this.options = options
  }

  receive(frame: Frame, connection: Connection): void {
    const failure = this.options.faults.take(this.options.serverName, frame.header.code)
    if (failure === undefined) this.carryOut(frame, connection)
    else this.failAs(failure, frame, connection)
  }

  private failAs(failure: Failure, frame: Frame, connection: Connection): void {
    if (failure.kind === 'DELAY') this.options.clock.after(failure.ms, () => this.carryOut(frame, connection))
    else if (failure.kind === 'CUT') connection.close()
    else if (failure.kind === 'REFUSE') {
      connection.answer(frame, refusalOf(new Refused(failure.code, failure.remark ?? 'refused on order')))
    }
  }

  private carryOut(frame: Frame, connection: Connection): void {
    const outcome = this.outcomeOf(frame, connection)
    if (outcome instanceof Promise) void outcome.then(written => this.answer(frame, connection, written))
    else this.answer(frame, connection, outcome)
  }

  private answer(frame: Frame, connection: Connection, written: Written | undefined): void {
    if (written !== undefined) connection.answer(frame, written)
  }

  private outcomeOf(frame: Frame, connection: Connection): ReturnType<Handler<Target>['run']> {
    const { admit, handlers, target } = this.options
    try {
      admit(frame, connection)
    } catch (error) {
      return refusalOf(error)
    }
    const handler = handlers.get(frame.header.code)
    return handler === undefined ? notSupported(frame.header.code) : handler.run(frame, connection, target)
  }
}

function notSupported(code: number): Written {
  return {
    code: RESPONSE_CODES.REQUEST_CODE_NOT_SUPPORTED.code,
    remark: ` request type ${code} not supported`,
  }
}
