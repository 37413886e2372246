/** A client at the other end of a connection, as state sees it: an address, and somebody to talk to. */
import type { Frame, HostAddress, RequestLayout } from '@gantry/remoting/internal'

export interface ClientLink {
  /** `host:port` as the broker sees it. */
  readonly addr: string
  readonly host: HostAddress
  /** Aborted when the connection is over. */
  readonly closed: AbortSignal
  /** Sends a request that nobody answers. */
  tell<H, B, R, P>(layout: RequestLayout<H, B, R, P>, header: H, body: B): void
  /**
   * Sends a request and resolves with the frame that answers it.
   * @throws Refused when the connection ends or the time is over before
   */
  ask<H, B, R, P>(layout: RequestLayout<H, B, R, P>, header: H, body: B, timeoutMs: number): Promise<Frame>
}

export interface ClientInfo {
  readonly clientId: string
  readonly link: ClientLink
  readonly language: string
  /** Ordinal of the client's release in `MQVersion`. */
  readonly version: number
}

export interface Member extends ClientInfo {
  /** Time of the last heartbeat, ms since 1970. */
  readonly lastUpdateTimestamp: number
}

/** A client as brokers show it. */
export function connectionOf({ clientId, link, language, version }: ClientInfo) {
  return { clientId, clientAddr: link.addr, language, version }
}
