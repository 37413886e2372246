/**
 * What a client ID tells of its process. Java and Go clients make it of address, process ID and what tells several clients of one
 * process apart: `10.0.0.7@4711#83920`, those of RocketMQ 5 `host@4711@0@abc`. An application may give it another name.
 * Defined in `client/ClientConfig#buildMQClientId` and `#changeInstanceNameToPID`.
 */
export interface ClientOrigin {
  readonly host: string | null
  readonly processId: number | null
}

const ID = /^([^@\s]+)@(\d{1,10})(?=$|[#@])/

export function originOf(clientId: string): ClientOrigin {
  const [, host, processId] = ID.exec(clientId) ?? []
  return { host: host ?? null, processId: processId === undefined ? null : Number(processId) }
}
