/** A name server on its port. */
import type { Clock } from '../clock.ts'
import { type Faults, NAME_SERVER_NAME } from '../faults.ts'
import { nameServerHandlers } from '../requests/index.ts'
import { NameServer } from '../state/name-server.ts'
import { Connection } from './connection.ts'
import { Dispatch } from './dispatch.ts'
import { Listener } from './listener.ts'

export interface NameServerProcess {
  readonly addr: string
  readonly state: NameServer
  readonly close: () => Promise<void>
}

/** How often it looks for brokers that have fallen silent. */
const SCAN_MS = 5_000

export async function startNameServer(clock: Clock, faults: Faults, port = 0): Promise<NameServerProcess> {
  let dispatch: Dispatch<NameServer> | undefined
  const listener = new Listener(socket => {
    new Connection(socket, clock, (frame, connection) => dispatch?.receive(frame, connection))
  })
  const listenPort = await listener.listen(port)
  const state = new NameServer(clock, listenPort)
  dispatch = new Dispatch({
    target: state,
    serverName: NAME_SERVER_NAME,
    handlers: nameServerHandlers,
    faults,
    clock,
    // Name servers ask nobody for a signature unless they are told to, and the sandbox's are not.
    admit: () => {},
  })
  const scan = (): void => {
    state.dropSilent()
    alarm = clock.after(SCAN_MS, scan)
  }
  let alarm = clock.after(SCAN_MS, scan)
  return {
    addr: `127.0.0.1:${listenPort}`,
    state,
    close: async () => {
      alarm.cancel()
      await listener.close()
    },
  }
}
